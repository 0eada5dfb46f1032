package record_test

import (
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/record"
	"gongshi/generator/register"
)

// A file whose name stays is published with other bytes only where something accounts for it.
func TestEvidenceIsNotReplacedInSilence(t *testing.T) {
	fsys, gate := base("rich"), new(record.Gate)
	put(fsys, &txtar.Archive{Files: []txtar.File{
		{Name: finding, Data: []byte("evidence:\n  - title: 凭证\n    file: receipt.txt\n")}}})
	receipt := "content/audit/money/receipt.txt"
	fsys[receipt] = &fstest.MapFile{Data: []byte("付了\n"), Mode: 0o644}
	r, err := gate.Read(t.Context(), new(register.Cache), fsys,
		func(register.Config) register.Day { return day(t, "2023-05-04") })
	if err != nil {
		t.Fatal(err)
	}
	sealed, _, err := record.Seal(nil, r, day(t, "2023-05-04"))
	if err != nil {
		t.Fatal(err)
	}
	fsys[record.File] = &fstest.MapFile{Data: sealed.Bytes(), Mode: 0o644}
	if list := hold(t, gate, fsys); len(list) > 0 {
		t.Fatal(list)
	}
	fsys[receipt] = &fstest.MapFile{Data: []byte("没有付\n"), Mode: 0o644}
	for _, gate := range []*record.Gate{gate, new(record.Gate)} {
		list := hold(t, gate, fsys)
		if len(list) != 2 || list[0].Rule != "record-changed" || list[0].File != finding {
			t.Error(list)
		}
	}
	put(fsys, &txtar.Archive{Files: []txtar.File{{Name: finding, Data: []byte(
		"corrections:\n  - on: 2023-10-20\n    field: evidence.file\n    reason: 传错了\n")}}})
	if err := hold(t, gate, fsys).Err(); err != nil {
		t.Error(err)
	}
}

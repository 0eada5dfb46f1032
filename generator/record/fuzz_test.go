package record_test

import (
	"bytes"
	"testing"
	"testing/fstest"

	"gongshi/generator/record"
)

// FuzzRead holds that a record is read as it was written, or not at all.
func FuzzRead(f *testing.F) {
	good := seal(f, base("rich"), "2023-05-04").Bytes()
	for _, seed := range [][]byte{good, bytes.ReplaceAll(good, []byte("\n"), []byte("\r\n")),
		append([]byte("\ufeff"), good...), good[:len(good)/2], nil, []byte("{}"), []byte("\n"),
		[]byte(`{"version":1,"entries":[` + "\n]}\n"), bytes.ReplaceAll(good, []byte("05-04"), []byte("05-05")),
		append(bytes.Clone(good), good...)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, list, err := record.Read(fstest.MapFS{record.File: {Data: data, Mode: 0o644}})
		if err != nil || (r == nil) == (len(list) == 0) {
			t.Fatal(r, list, err)
		}
		if r == nil {
			list.Text(new(bytes.Buffer), "en")
			return
		}
		plain := bytes.TrimPrefix(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\ufeff"))
		if got := r.Bytes(); string(bytes.TrimSuffix(plain, []byte("\n"))) != string(bytes.TrimSuffix(got, []byte("\n"))) {
			t.Fatalf("%q\n%q", plain, got)
		}
	})
}

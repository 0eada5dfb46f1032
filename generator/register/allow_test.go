package register

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/generator/source"
)

func TestAllowancesAreReadWithTheirPlaces(t *testing.T) {
	read := func(text string) ([]Allowance, string) {
		fsys := fstest.MapFS{source.AllowFile: {Data: []byte(text)}}
		all, list, err := ReadAllowed(fsys)
		if err != nil {
			t.Fatal(err)
		}
		return all, list.Error()
	}
	all, said := read("# 说明\r\n- digest: ab12\r\n  files: content/a/b/c.md\r\n  reason: 公开招标\r\n" +
		"  who: 王某\r\n  until: 2027-01-01\r\n- 摘要: cd34\r\n  文件: [a.md, b.md]\r\n  理由: 因为\r\n" +
		"  批准: 王某\r\n  到期: 2027年1月2日\r\n")
	if said != "" || len(all) != 2 {
		t.Fatalf("%+v, %s", all, said)
	}
	if all[0].Line != 2 || all[1].Line != 7 || all[1].Column != 3 ||
		all[1].Until.String() != "2027-01-02" || len(all[1].Files) != 2 || all[0].Who != "王某" {
		t.Errorf("%+v", all)
	}
	for text, want := range map[string]string{
		"- digest: ab\n  files: a.md\n  reason:\n  who: x\n  until: 2027-01-01\n": ":3:",
		"- digest: ab\n  file: a.md\n":                                            ":2:3: ",
		"digest: ab\n":                                                            ":1:",
		"- digest: \"ab\n":                                                        ":1:",
	} {
		if _, said := read(text); !strings.Contains(said, source.AllowFile+want) {
			t.Errorf("%q: %s", text, said)
		}
	}
	link := fstest.MapFS{source.AllowFile: {Mode: fs.ModeSymlink, Data: []byte("/etc/hosts")}}
	if _, list, err := ReadAllowed(link); err != nil || len(list) != 1 || list[0].Rule != "symlink" {
		t.Errorf("a link: %v, %v", list, err)
	}
	for _, text := range []string{"", "\n\n"} {
		if all, said := read(text); len(all) > 0 || said != "" {
			t.Errorf("%q: %v %s", text, all, said)
		}
	}
}

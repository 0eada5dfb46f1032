package importer_test

import (
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/generator/document"
	"gongshi/generator/importer"
	"gongshi/generator/notice"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// listed is a notice of findings in two categories, each with its titles.
func listed(roads, posts []string) string {
	var b strings.Builder
	b.WriteString("青禾县公路站关于巡察整改情况的通报\n一、整改情况\n")
	for n, titles := range [][]string{roads, posts} {
		b.WriteString([]string{"（一）道路方面\n", "（二）值守方面\n"}[n])
		for i, title := range titles {
			b.WriteString(string(rune('1'+i)) + ".关于" + title + "的问题\n整改情况：正在做。\n")
		}
	}
	return b.String() + "联系电话：0999-5550111\n青禾县公路站\n2024年9月12日\n"
}

// filesOf are those that a notice becomes.
func filesOf(t *testing.T, text string, target importer.Target) []source.File {
	t.Helper()
	s, err := document.Read(t.Context(), "notice.txt", []byte(text), document.Tools{})
	if err != nil {
		t.Fatal(err)
	}
	return importer.Files(notice.Understand(s), target)
}

// laid is the register that files are.
func laid(files []source.File) (*register.Register, fstest.MapFS) {
	fsys := fstest.MapFS{}
	for _, f := range files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	r, _ := register.Read(fsys) // what is left open makes problems
	return r, fsys
}

// placesOf gives where the finding with each title lies.
func placesOf(r *register.Register) map[string]string {
	places := map[string]string{}
	for _, f := range r.All() {
		places[f.Title] = f.Body.File
	}
	return places
}

func TestCorrectedNoticeMeetsTheFilesOfTheOneBefore(t *testing.T) {
	first := listed([]string{"路灯不亮", "桥面破损"}, []string{"夜间无人"})
	second := listed([]string{"标线不清", "路灯不亮", "桥面破损"}, []string{"夜间无人接听"})
	_, fsys := laid(filesOf(t, first, importer.Target{Slug: "one"}))
	// An editor has given one finding a name of its own.
	named := "content/one/category-1-1/bridge.md"
	fsys[named] = fsys["content/one/category-1-1/qiao-mian-po-sun.md"]
	delete(fsys, "content/one/category-1-1/qiao-mian-po-sun.md")
	r, _ := register.Read(fsys)
	got, _ := laid(filesOf(t, second, importer.Target{Slug: "one", Register: r}))
	want := map[string]string{
		"路灯不亮":   "content/one/category-1-1/lu-deng-bu-liang.md",
		"桥面破损":   named,
		"标线不清":   "content/one/category-1-1/biao-xian-bu-qing.md",
		"夜间无人接听": "content/one/category-1-2/ye-jian-wu-ren.md",
	}
	if places := placesOf(got); !maps.Equal(places, want) {
		t.Errorf("got %q", places)
	}
}

func TestIDsOfOtherInspectionsAreNotGivenAgain(t *testing.T) {
	text := listed([]string{"路灯不亮"}, []string{"夜间无人"})
	long := strings.Repeat("a", 40)
	r, fsys := laid(filesOf(t, text, importer.Target{Slug: long + "-2023"}))
	_, more := laid(filesOf(t, text, importer.Target{Slug: long + "-2024", Register: r}))
	maps.Copy(fsys, more)
	both, _ := register.Read(fsys)
	var ids []string
	for _, f := range both.All() {
		ids = append(ids, path.Base(f.Body.File))
	}
	slices.Sort(ids)
	if len(ids) != 4 || len(slices.Compact(ids)) != 4 {
		t.Errorf("ids %q", ids)
	}
}

func TestRecordFollowsAFindingToAnotherCategory(t *testing.T) {
	file := func(name string) source.File {
		return source.File{Name: name, Data: []byte("---\ntitle: x\n---\n")}
	}
	index, old, moved := file("one/a/_index.md"), file("one/a/x.md"), file("one/b/x.md")
	record := importer.RecordOf([]source.File{index, old})
	got := record.Follow([]source.File{index, moved, file("one/b/_index.md")})
	want := importer.RecordOf([]source.File{index, moved})
	if !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
		t.Errorf("got %v", got)
	}
}

func TestPartsNameTheKeysThatDiffer(t *testing.T) {
	a := "---\ntitle: x\nstatus: closed\nreason: |\n  one\n---\ntext\n"
	b := "---\ntitle: x\nreason: |\n  two\nnext: y\n---\nText\n"
	got := importer.Parts([]byte(a), []byte(b))
	if want := []string{"status", "reason", importer.BodyPart, "next"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

package form

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/generator/edit"
	"gongshi/generator/register"
)

// approve writes an approval as gongshi approve does.
func (f *fixture) approve(id, by, on string) {
	f.t.Helper()
	fsys := f.options.Folder.FS()
	now, err := f.check(context.Background(), nil)
	if err != nil {
		f.t.Fatal(err)
	}
	for _, one := range now.register.Filed() {
		if one.ID != id {
			continue
		}
		text, err := register.PublicText(fsys, one)
		if err != nil {
			f.t.Fatal(err)
		}
		day, _ := register.ParseDay(on)
		a := register.Approval{By: by, On: day, Digest: register.ApprovalDigest(text)}
		data, err := edit.Apply(one.Body.File, []byte(f.read(one.Body.File)), edit.Set("approved", a))
		if err != nil {
			f.t.Fatal(err)
		}
		f.write(one.Body.File, string(data))
		if err := os.MkdirAll(filepath.Join(f.dir, register.ApprovedDir), 0o700); err != nil {
			f.t.Fatal(err)
		}
		f.write(register.ApprovedFile(id), string(text))
	}
}

func TestApprovalIsShownAndCannotBeTyped(t *testing.T) {
	f := start(t)
	if page := f.get("finding/rent").Body.String(); strings.Contains(page, `id="approval"`) {
		t.Error("where nothing is approved, a form tells of it")
	}
	f.write("config.toml", f.read("config.toml")+"\n[approval]\nrequired = true\n")
	shown := func() string {
		t.Helper()
		page := f.get("finding/rent").Body.String()
		if strings.Contains(page, `name="approved`) || !strings.Contains(page, `name="author"`) {
			t.Error("the approval is a field, or the author none")
		}
		_, rest, _ := strings.Cut(page, `<p class="help" id="approval">`)
		said, _, _ := strings.Cut(rest, "<")
		return said
	}
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() {}, "待批准，还没有公布"},
		{func() { f.approve("rent", "李四", "2024-06-30") },
			"李四已于 2024-06-30 批准；改动以后要重新批准"},
		{func() {
			v := f.open("finding/rent")
			v.Set("author", "张三")
			v.Set("approved.by", "王五")
			v.Set("approved.digest", strings.Repeat("0", 64))
			f.saved(f.post("finding/rent", v, nil))
		}, "李四已于 2024-06-30 批准；改动以后要重新批准"},
		{func() {
			v := f.open("finding/rent")
			v.Set("title", "房租太少")
			f.saved(f.post("finding/rent", v, nil))
		}, "李四于 2024-06-30 批准，以后有改动：待批准，网站仍显示批准时的内容"},
	} {
		if step.do(); shown() != step.want {
			t.Errorf("%q, and not %q", shown(), step.want)
		}
	}
	if got := f.read(rent); strings.Contains(got, "王五") || !strings.Contains(got, "张三") {
		t.Error(got)
	}
	before := f.files() // an approval that is sent alone is nothing to save
	v := f.open("finding/rent")
	v.Set("approved.by", "王五")
	f.refused(f.post("finding/rent", v, nil), before)
}

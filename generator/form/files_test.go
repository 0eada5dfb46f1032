package form

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestFileIsPutBesideItsFindingUnderASafeName(t *testing.T) {
	f := start(t)
	before := f.files()
	v := f.open("finding/rent")
	v["evidence"] = append(v["evidence"], "n0")
	name := "evidence[n0].file"
	file := map[string]upload{name: {`C:\假\..\整改 前:照片.TXT`, []byte("凭证")}}
	page := f.refused(f.post("finding/rent", v, file), before) // it has no title
	v = values(page)
	v.Set("evidence[n0].title", "照片")
	f.saved(f.post("finding/rent", v, nil))
	if got := f.read("content/audit/money/rent-整改-前-照片.txt"); got != "凭证" {
		t.Error(got)
	}
	if got := f.read(rent); !strings.Contains(got, "file: rent-整改-前-照片.txt\n") {
		t.Error(got)
	}
	f.post("undo/1", v, nil)
	f.same(before)
}

func TestFileThatCannotBePublishedIsNotWritten(t *testing.T) {
	f := start(t)
	before := f.files()
	for _, base := range []string{"a.md", "_index.md", "a.html", "a.exe", "../../../config.toml",
		"noending", ".md"} {
		v := f.open("finding/rent")
		v["evidence"] = append(v["evidence"], "n0")
		v.Set("evidence[n0].title", "x")
		page := f.refused(f.post("finding/rent", v, map[string]upload{"evidence[n0].file": {base,
			[]byte("---\nx: y\n---\n")}}), before)
		if base == "a.exe" && !strings.Contains(text(page), ".exe 类型的文件不公布；另存为 PDF") {
			t.Error(text(page))
		}
		if got := values(page).Get("upload:evidence[n0].file"); got != "" {
			t.Errorf("%s waits to be sent again", base)
		}
	}
}

func TestFileWaitsForItsFormWhileAnotherOneIsSaved(t *testing.T) {
	f := start(t)
	v := f.open("finding/rent")
	v["evidence"] = append(v["evidence"], "n0")
	file := map[string]upload{"evidence[n0].file": {"a.txt", []byte("凭证")}}
	waits := values(f.refused(f.post("finding/rent", v, file), f.files()))
	waits.Set("evidence[n0].title", "凭证")
	other := f.open("finding/every-key")
	other.Set("title", "另一个")
	f.saved(f.post("finding/every-key", other, nil))
	gone := url.Values{}
	for name, all := range waits {
		gone[name] = all
	}
	f.saved(f.post("finding/rent", waits, nil))
	f.post("undo/2", waits, nil)
	gone.Set("upload:evidence[n0].file", "of another run")
	page := f.refused(f.post("finding/rent", gone, nil), f.files())
	if !strings.Contains(page, "请重新选择") || values(page).Has("upload:evidence[n0].file") {
		t.Error(text(page))
	}
}

func TestFileIsTakenAwayWithItsRow(t *testing.T) {
	f := start(t)
	f.write(everyKey, strings.Replace(f.read(everyKey), "![现场照片](photo.png)\n", "", 1))
	v := f.open("finding/every-key")
	v["evidence"] = []string{"0"}
	page := f.saved(f.post("finding/every-key", v, nil))
	if _, err := os.Stat(filepath.Join(f.dir, "content/audit/money/photo.png")); err == nil ||
		!strings.Contains(page, "已删除") {
		t.Error(err, text(page))
	}
}

func TestNoAddressOrNameLeadsOutOfTheRegister(t *testing.T) {
	f := start(t)
	before := f.files()
	for _, address := range []string{"finding/../config", "finding/%2e%2e", "category/audit",
		"content/_index.md",
		"new/finding/audit", "new/finding/..", "new/register", "finding/", "finding/_index",
		"saved/1", "face/form.html",
		"face/../form.go", "face/words.zh.toml"} {
		if w := f.get(address); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", address, w.Code)
		}
		if w := f.post(address, url.Values{"token": {f.token}},
			nil); w.Code != http.StatusNotFound {
			t.Errorf("POST %s: %d", address, w.Code)
		}
	}
	v := f.open("new/finding/audit/money")
	for _, id := range []string{"", "../x", "a/b", "_index", "CON", "nul", "文", "rent", "x.md"} {
		v.Set("id", id)
		v.Set("draft", "true")
		f.refused(f.post("new/finding/audit/money", v, nil), before)
	}
	f.same(before)
}

func TestFormThatIsCutShortIsRefused(t *testing.T) {
	f := start(t)
	before := f.files()
	r := httptest.NewRequest(http.MethodPost, Prefix+"finding/rent", strings.NewReader("--x\r\nCont"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	w := httptest.NewRecorder()
	f.ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest {
		t.Error(w.Code)
	}
	f.same(before)
}

func TestFormTooLargeIsRefused(t *testing.T) {
	f := start(t)
	before := f.files()
	v := f.open("finding/every-key")
	v.Set("text", strings.Repeat("长", TextLimit/3+1))
	if w := f.post("finding/every-key", v, nil); w.Code != http.StatusRequestEntityTooLarge {
		t.Error(w.Code)
	}
	f.same(before)
}

func TestFileThatCannotBeWrittenIsLeftAndWhatWasTypedStays(t *testing.T) {
	f := start(t)
	before := f.files()
	v := f.open("finding/rent")
	v.Set("title", "房租太少")
	if err := os.Chmod(filepath.Join(f.dir, filepath.FromSlash(rent)), 0o400); err != nil {
		t.Fatal(err)
	}
	page := f.refused(f.post("finding/rent", v, nil), before)
	if !strings.Contains(page, "没有保存：") || values(page).Get("title") != "房租太少" {
		t.Error(text(page))
	}
}

func TestWhatAPictureHoldsUnseenIsTakenOut(t *testing.T) {
	f := start(t)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	note := []byte("tEXtAuthor\x00somebody")
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(note)-4))
	chunk = binary.BigEndian.AppendUint32(append(chunk, note...), crc32.ChecksumIEEE(note))
	const head = 33 // the signature and IHDR
	named := slices.Concat(picture.Bytes()[:head], chunk, picture.Bytes()[head:])
	v := f.open("finding/rent")
	v["evidence"] = append(v["evidence"], "n0")
	v.Set("evidence[n0].title", "照片")
	page := f.saved(f.post("finding/rent", v, map[string]upload{"evidence[n0].file": {"a.png",
		named}}))
	if got := f.read("content/audit/money/rent-a.png"); strings.Contains(got, "somebody") ||
		!strings.Contains(page, "已经清除") {
		t.Error(text(page))
	}
}

//go:build acceptance

package office

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"gongshi/generator/acceptance/program"
	"gongshi/generator/office"
	"gongshi/generator/register"
)

// LibreOffice reads a ledger and writes it anew: no cell has changed.
func TestLibreOfficeKeepsALedger(t *testing.T) {
	r, err := register.Read(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	data, err := office.Ledger(r, "")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in.xlsx")
	if err := os.WriteFile(in, data, 0o644); err != nil {
		t.Fatal(err)
	}
	convert := exec.Command(program.Find(t, "soffice"), "--headless",
		"-env:UserInstallation=file://"+filepath.Join(dir, "profile"),
		"--convert-to", "xlsx", "--outdir", filepath.Join(dir, "out"), in)
	if out, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if data, err = os.ReadFile(filepath.Join(dir, "out", "in.xlsx")); err != nil {
		t.Fatal(err)
	}
	book, err := office.Open("in.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	back := book.Entries()
	if all := r.All(); len(back.Rows) != len(all) || len(all) == 0 || len(back.Missing) > 0 {
		t.Fatalf("%d rows of %d, %v", len(back.Rows), len(all), back.Missing)
	}
	for i, f := range r.All() {
		for c, want := range office.EntryOf(f, r.Config.Language) {
			if got := back.Rows[i].Text(c); got != want {
				t.Errorf("%s: %q, want %q", back.Rows[i].Place(c), got, want)
			}
		}
	}
}

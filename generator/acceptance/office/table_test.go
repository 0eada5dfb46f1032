//go:build acceptance

package office

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"gongshi/generator/acceptance/program"
	"gongshi/generator/acceptance/site"
)

// rows reads a table, in which no row is shorter than another.
func rows(t *testing.T, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil || len(all) < 2 {
		t.Fatalf("%s: %d rows, %v", name, len(all), err)
	}
	return all
}

// LibreOffice shows in findings.xlsx what findings.csv holds, but for the CSV's guards.
func TestLibreOfficeShowsTheCellsOfTheTable(t *testing.T) {
	soffice := program.Find(t, "soffice")
	for what, source := range map[string]string{"own": site.Own(t), "every key": site.EveryKey(t),
		"English": site.English(t), "texts": site.Texts(t)} {
		data, out := filepath.Join(site.Build(t, source), "data"), t.TempDir()
		convert := exec.Command(soffice, "--headless",
			"-env:UserInstallation=file://"+filepath.Join(out, "profile"), "--convert-to",
			"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", out,
			filepath.Join(data, "findings.xlsx"))
		if said, err := convert.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		want, got := rows(t, filepath.Join(data, "findings.csv")),
			rows(t, filepath.Join(out, "findings.csv"))
		if len(got) != len(want) || len(got[0]) != len(want[0]) {
			t.Fatalf("%s: %d rows of %d, want %d of %d", what, len(got), len(got[0]), len(want),
				len(want[0]))
		}
		for n, row := range want {
			for i, cell := range row {
				if c := got[n][i]; cell != c && cell != "'"+c && cell != `="`+c+`"` {
					t.Errorf("%s: row %d, %s: %q, want %q", what, n, want[0][i], c, cell)
				}
			}
		}
	}
}

// Package synthetic makes what Gongshi is measured with: synthetic registers of any size, and the
// same register as a plain site for the hugo command.
//
// A register is the same for the same number of findings, on any machine. Its texts are Chinese
// prose of about 1.5 kB a finding, put together from clauses, with every key in use that a text may
// have.
// The package measures nothing itself.
package synthetic

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

const (
	// perInspection is how many findings one inspection has, and perCategory one category: as many
	// as a province's yearly audit with its cities has.
	perInspection = 2000
	perCategory   = 250
	perGroup      = 25

	// rulesFile and receiptFile lie in every category, and are published by some of its findings.
	rulesFile   = "rules.txt"
	receiptFile = "receipt.txt"
)

// yearOf is the year of an inspection: the first is the newest, so that a small register has
// deadlines that are still to come, as of [Today].
func yearOf(inspection int) int { return 2025 - inspection%10 }

// Today is the day as of which a register is to be built: for its deadlines to be in time, soon
// due and overdue, and for two builds to have the same.
const Today = "2026-06-30"

// Place is where a finding of a synthetic register lies.
type Place struct{ Inspection, Category, Group, ID string }

// PlaceOf gives the place of the nth finding, from 0.
func PlaceOf(n int) Place {
	return Place{
		Inspection: fmt.Sprintf("audit-%03d", n/perInspection),
		Category:   fmt.Sprintf("category-%d", n%perInspection/perCategory),
		Group:      fmt.Sprintf("group-%d", n%perCategory/perGroup),
		ID:         fmt.Sprintf("finding-%06d", n),
	}
}

// File is the finding's file, relative to the source.
func (p Place) File() string {
	return strings.Join([]string{"content", p.Inspection, p.Category, p.ID + ".md"}, "/")
}

// Register writes a source with so many findings into a directory.
func Register(dir string, findings int) error {
	w := writer{dir: dir, chance: rand.New(rand.NewPCG(1, 2))}
	w.write("config.toml", "title = \"审计整改公开\"\nuuid = \"synthetic\"\nlanguage = \"zh\"\ntimeZone = \"Asia/Shanghai\"\n"+
		"siteURL = \"https://example.org/\"\n")
	w.write("content/_index.md", front("title: 某省审计厅", "contact:", "  phone: 0591-12345678",
		"  email: office@example.org", "  address: 某市某路1号", "  postcode: \"350001\"",
		"  hours: 工作日8:30至17:30")+w.paragraphs(2))
	for n := range findings {
		p := PlaceOf(n)
		if n%perInspection == 0 {
			w.inspection(p, n/perInspection)
		}
		if n%perCategory == 0 {
			w.category(p, n%perInspection/perCategory)
		}
		w.finding(p, n)
	}
	return w.err
}

func front(lines ...string) string { return "---\n" + strings.Join(lines, "\n") + "\n---\n" }

// writer writes files until one cannot be written.
type writer struct {
	dir    string
	made   string // the last directory that was made
	chance *rand.Rand
	err    error
}

func (w *writer) write(name, text string) {
	if w.err != nil {
		return
	}
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if dir := filepath.Dir(path); dir != w.made {
		w.err = os.MkdirAll(dir, 0o755)
		w.made = dir
	}
	if w.err == nil {
		w.err = os.WriteFile(path, []byte(text), 0o644)
	}
}

func (w *writer) inspection(p Place, nth int) {
	year := yearOf(nth)
	w.write("content/"+p.Inspection+"/_index.md", front(
		fmt.Sprintf("title: %d年第%d次审计整改", year, nth+1),
		fmt.Sprintf("short: %d年审计%d", year, nth+1), "kind: audit",
		"body: 某省各级单位", "issuer: 某省审计厅", "inspector: 第"+fmt.Sprint(nth+1)+"审计组",
		fmt.Sprintf("from: %d-03-01", year), fmt.Sprintf("to: %d-05-31", year),
		fmt.Sprintf("feedback: %d-07-01", year), fmt.Sprintf("published: %d-12-01", year),
		"report_every: P3M", "draft: false", "accountability:", "  organisations: 3",
		"  persons: 12", "  kinds:",
		"    - name: 通报批评", "      organisations: 3", "      persons: 4",
		"    - name: 谈话提醒", "      persons: 8",
		fmt.Sprintf("source: 某省审计厅公告（%d年第%d号）", year, nth+1),
		"contact:", "  phone: 0591-22223333", "  email: audit@example.org",
		"  address: 某市某路3号", "  postcode: \"350003\"", "  hours: 工作日8:30至17:30")+w.paragraphs(3))
}

func (w *writer) category(p Place, nth int) {
	lines := []string{"title: " + subjects[nth%len(subjects)] + "方面",
		fmt.Sprintf("weight: %d", nth+1), "draft: false", "groups:"}
	for g := range perCategory / perGroup {
		lines = append(lines, fmt.Sprintf("  - id: group-%d", g),
			fmt.Sprintf("    title: 关于%s%s的问题", subjects[(nth+g)%len(subjects)],
				faults[g%len(faults)]))
	}
	w.write("content/"+p.Inspection+"/"+p.Category+"/_index.md", front(lines...)+w.paragraphs(1))
	for _, name := range []string{rulesFile, receiptFile} {
		w.write("content/"+p.Inspection+"/"+p.Category+"/"+name,
			name+" "+p.Inspection+" "+p.Category+strings.Repeat(".", 20_000)+"\n")
	}
}

package synthetic

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Site is a built site of a synthetic register.
type Site struct {
	Name string // for complaints
	Dir  string
	// pages gives the addresses of the pages of a list, as patterns of [filepath.Glob]: its first
	// page, and all others.
	pages func(list string) (first, others string)
}

// Ours is a site that Gongshi has built.
func Ours(dir string) Site {
	return Site{"gongshi", dir, func(list string) (first, others string) {
		return list + ".html", list + "_[0-9]*.html"
	}}
}

// Theirs is a site that the hugo command has built of [Peer].
func Theirs(dir string) Site {
	return Site{"hugo", dir, func(list string) (first, others string) {
		if name, is := strings.CutSuffix(list, "_deadline"); is {
			list = "by-deadline/" + name
			if !strings.HasPrefix(name, "status/") {
				return list + "/deadline.html", list + "/page/*/deadline.html"
			}
		} else if !strings.HasPrefix(name, "status/") {
			return list + "/index.html", list + "/page/*/index.html"
		}
		return list + ".html", list + "/page/*.html"
	}}
}

// Same says where two sites of a source with so many findings are not the same work: a finding that
// has no page, a text of it that does not stand there, a finding that is missing in what can be
// taken away, or lists that are cut in other pieces.
func Same(source string, findings int, ours, theirs Site) error {
	for _, s := range []Site{ours, theirs} {
		if err := s.Whole(source, findings); err != nil {
			return err
		}
	}
	for _, list := range lists(findings) {
		mine, err := ours.rows(list)
		if err != nil {
			return err
		}
		others, err := theirs.rows(list)
		if err != nil {
			return err
		}
		if !slices.Equal(mine, others) {
			return fmt.Errorf("the list %s has pages of %v rows at %s, of %v at %s", list, mine,
				ours.Name, others, theirs.Name)
		}
	}
	return nil
}

// lists are the lists that a site of so many findings has: of every category and status, and most
// of them once more by deadline.
func lists(findings int) []string {
	var all []string
	for n := 0; n < findings; n += perCategory {
		p := PlaceOf(n)
		list := p.Inspection + "/" + p.Category
		all = append(all, list, list+"_deadline")
	}
	has := map[string]bool{}
	for n := range findings {
		has[statusOf(n)] = true
	}
	for status := range has {
		all = append(all, "status/"+status)
		if status != "closed" && status != "long-term" { // they have no deadlines
			all = append(all, "status/"+status+"_deadline")
		}
	}
	slices.Sort(all)
	return all
}

const row = `<li class="row"`

// rows gives the number of rows of each page of a list: the most first, since the order of the
// files is not that of the pages.
func (s Site) rows(list string) ([]int, error) {
	first, others := s.pages(list)
	files, err := filepath.Glob(filepath.Join(s.Dir, filepath.FromSlash(others)))
	if err != nil {
		return nil, err
	}
	var rows []int
	for _, file := range append(files, filepath.Join(s.Dir, filepath.FromSlash(first))) {
		page, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
		rows = append(rows, bytes.Count(page, []byte(row)))
	}
	slices.Sort(rows)
	slices.Reverse(rows)
	return rows, nil
}

// Whole says what a site lacks of a source with so many findings.
func (s Site) Whole(source string, findings int) error {
	pages, err := filepath.Glob(filepath.Join(s.Dir, "findings", "finding-*.html"))
	if err != nil {
		return err
	}
	if len(pages) != findings {
		return fmt.Errorf("%s: %d pages of findings in place of %d", s.Name, len(pages), findings)
	}
	for n := range findings {
		if err := s.says(source, PlaceOf(n)); err != nil {
			return err
		}
	}
	search := "data/search.js"
	if index, err := filepath.Glob(filepath.Join(s.Dir, "data", "search-*")); err != nil {
		return err
	} else if len(index) > 0 {
		search = "data/search-*/texts_*.js"
	}
	for _, kind := range []string{"data/findings*.json", "data/findings*.csv", search,
		"sitemap*.xml"} {
		if err := s.lists(kind, findings); err != nil {
			return err
		}
	}
	return nil
}

// says holds the page of a finding to its source.
func (s Site) says(source string, p Place) error {
	text, err := os.ReadFile(filepath.Join(source, filepath.FromSlash(p.File())))
	if err != nil {
		return err
	}
	facts, err := factsOf(text)
	if err != nil {
		return fmt.Errorf("%s: %w", p.File(), err)
	}
	name := "findings/" + p.ID + ".html"
	page, err := os.ReadFile(filepath.Join(s.Dir, filepath.FromSlash(name)))
	if err != nil {
		return fmt.Errorf("%s: %w", s.Name, err)
	}
	markup, shown := string(page), shownText(page)
	for _, f := range facts {
		if !strings.Contains(shown, f.text) && !(f.inMarkup && strings.Contains(markup, f.text)) {
			return fmt.Errorf("%s: %s does not say its %s: %s", s.Name, name, f.key, f.text)
		}
	}
	return nil
}

var anyID = regexp.MustCompile(`finding-\d{6}`)

// lists expects every finding in the files of a pattern, and reads them in pieces: what the bench
// itself takes of the memory, the programs that it starts seem to take.
func (s Site) lists(pattern string, findings int) error {
	files, err := filepath.Glob(filepath.Join(s.Dir, filepath.FromSlash(pattern)))
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for _, file := range files {
		if err := eachID(file, func(id string) { there[id] = true }); err != nil {
			return err
		}
	}
	for n := range findings {
		if id := PlaceOf(n).ID; !there[id] {
			return fmt.Errorf("%s: %s lacks %s", s.Name, pattern, id)
		}
	}
	return nil
}

func eachID(file string, do func(id string)) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	const overlap = len("finding-000000") - 1
	buffer := make([]byte, 1<<16)
	for kept := 0; ; {
		n, err := f.Read(buffer[kept:])
		piece := buffer[:kept+n]
		for _, id := range anyID.FindAll(piece, -1) {
			do(string(id))
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		kept = copy(buffer, piece[max(0, len(piece)-overlap):])
	}
}

// Weight gives the number of files of a site, and their bytes.
func (s Site) Weight() (files int, size int64, err error) {
	err = filepath.WalkDir(s.Dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			files++
			size += info.Size()
		}
		return err
	})
	return files, size, err
}

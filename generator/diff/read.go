package diff

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"gongshi/generator/record"
	"gongshi/generator/register"
)

// version is that of findings.json which is understood.
const version = 1

// BrokenError is a data file of a site that cannot be read; Version is that of a newer one.
type BrokenError struct {
	File    string
	Version int
}

func (e *BrokenError) Error() string { return fmt.Sprintf("%s cannot be read", e.File) }

// Site is what a site publishes as data.
type Site struct {
	AsOf     string
	order    []string // ids of findings
	findings map[string]finding
	gone     map[string]withdrawal
	texts    map[text]json.RawMessage // authored, of what is no finding
	places   []text                   // in their order
}

// text is one that is no finding: its kind, and its id.
type text struct{ of, id string }

// in is the category that a finding is in.
func (f finding) in() text { return text{record.Category, f.Inspection + "/" + f.Category} }

type finding struct {
	ID         string          `json:"id"`
	Inspection string          `json:"inspection"`
	Category   string          `json:"category"`
	Authored   json.RawMessage `json:"authored"`
	Computed   struct {
		Schedule register.Schedule `json:"schedule"`
		Due      string            `json:"due"`
	} `json:"computed"`
}

type withdrawal struct {
	ID        string `json:"id"`
	Number    string `json:"number"`
	Title     string `json:"title"`
	Withdrawn struct {
		On     string `json:"on"`
		Reason string `json:"reason"`
		Erase  bool   `json:"erase"`
	} `json:"withdrawn"`
}

// document is findings.json, or a part of it.
type document struct {
	Version  int             `json:"version"`
	AsOf     string          `json:"as_of"`
	Site     json.RawMessage `json:"site"`
	Register struct {
		Authored json.RawMessage `json:"authored"`
	} `json:"register"`
	Inspections []struct {
		ID         string          `json:"id"`
		Authored   json.RawMessage `json:"authored"`
		Categories []struct {
			ID       string          `json:"id"`
			Authored json.RawMessage `json:"authored"`
		} `json:"categories"`
	} `json:"inspections"`
	Parts []struct {
		URL string `json:"url"`
	} `json:"parts"`
	Findings  []finding    `json:"findings"`
	Withdrawn []withdrawal `json:"withdrawn"`
}

// Read reads the data of a site; read gives a file of it by its name. The errors are a
// [*BrokenError] and read's own: that findings.json is not there means that there is no site.
func Read(read func(name string) ([]byte, error)) (*Site, error) {
	whole, err := parse(read, register.JSONURL)
	if err != nil {
		return nil, err
	}
	s := &Site{AsOf: whole.AsOf, findings: map[string]finding{}, gone: map[string]withdrawal{},
		texts: map[text]json.RawMessage{}}
	s.add(text{"site", ""}, whole.Site)
	s.add(text{"register", ""}, whole.Register.Authored)
	for _, i := range whole.Inspections {
		s.add(text{"inspection", i.ID}, i.Authored)
		for _, c := range i.Categories {
			s.add(text{"category", i.ID + "/" + c.ID}, c.Authored)
		}
	}
	for _, w := range whole.Withdrawn {
		s.gone[w.ID] = w
	}
	s.list(whole.Findings)
	for _, p := range whole.Parts {
		name := path.Join(path.Dir(register.JSONURL), path.Base(p.URL))
		part, err := parse(read, name)
		if errors.Is(err, fs.ErrNotExist) {
			err = &BrokenError{File: name}
		}
		if err != nil {
			return nil, err
		}
		s.list(part.Findings)
	}
	return s, nil
}

func parse(read func(name string) ([]byte, error), name string) (document, error) {
	var d document
	data, err := read(name)
	if err != nil {
		return d, err
	}
	err = json.Unmarshal(data, &d)
	switch {
	case err == nil && d.Version > version:
		return d, &BrokenError{name, d.Version}
	case err != nil || d.Version != version:
		return d, &BrokenError{File: name}
	}
	return d, nil
}

func (s *Site) add(t text, authored json.RawMessage) {
	s.texts[t], s.places = authored, append(s.places, t)
}

func (s *Site) list(findings []finding) {
	for _, f := range findings {
		s.order = append(s.order, f.ID)
		s.findings[f.ID] = f
	}
}

// fields are the keys of what an author wrote. Figures stay as they are written.
func fields(authored json.RawMessage) map[string]any {
	all := map[string]any{}
	d := json.NewDecoder(bytes.NewReader(authored))
	d.UseNumber()
	_ = d.Decode(&all) // it was read before; what is no mapping has no keys
	return all
}

// Package record holds what was published before, and that nothing of it changes in silence.
//
// A [Record] is record/record.json: of every finding, category and inspection, and of the register
// itself, a digest of each published field, the days on which it was first recorded and last
// changed, and the states of a finding by the day on which they were recorded. It is an input like
// any text: [Seal] makes the next one, a person commits it, and a build publishes it as it
// is. [Compare] gives what differs between a record and a register.
//
// The [Gate] reads a register and makes a problem of each difference that the register does not
// account for, where there is a record; [Fixes] adds what is to be written, for a person to fill.
// What accounts for a change is one table, policy.go; docs/record.md says it in words. A correction is
// one that the record does not hold, and names the field.
//
// The record holds no text of the register, but values of config.toml. What is not published (drafts, x_ keys, author,
// approved) it never holds. The package signs nothing and writes no file.
package record

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"gongshi/generator/register"
	"gongshi/generator/source"
)

// File is the record's place in a source.
const File = source.RecordFile

// version is that of the file's form. One of form 1 has no count and digest of its lines.
const version = 2

// Kinds of entries, in the order in which they stand.
const (
	Register   = "register"
	Site       = "site" // config.toml
	Inspection = "inspection"
	Category   = "category"
	Finding    = "finding"
)

var kinds = []string{Register, Site, Inspection, Category, Finding}

// Entry is what was recorded of one text of the register.
type Entry struct {
	Kind    string            `json:"kind"`
	ID      string            `json:"id,omitempty"` // of a category: inspection/category
	In      string            `json:"in,omitempty"` // of a finding: its category
	First   register.Day      `json:"first"`        // recorded
	Changed register.Day      `json:"changed"`
	States  []State           `json:"states,omitempty"` // as they were recorded, oldest first
	Erased  *Erased           `json:"erased,omitempty"`
	Fields  map[string]string `json:"fields,omitempty"` // digests; of a list, one of each item
	Values  map[string]string `json:"values,omitempty"` // of config.toml, as they are

	Updated   register.Day `json:"updated,omitempty"`   // day of the newest update
	Corrected register.Day `json:"corrected,omitempty"` // day of the newest correction
}

// State is what a finding's status was on a day, until that of the next State; of an inspection,
// when its notice was published, and which opinions were counted.
type State struct {
	On        register.Day    `json:"on"` // recorded
	Status    register.Status `json:"status,omitempty"`
	Basis     register.Basis  `json:"basis,omitempty"`
	First     register.Day    `json:"first,omitempty"`    // date promised; none of a condition
	Deadline  register.Day    `json:"deadline,omitempty"` // extensions counted in
	Completed string          `json:"completed,omitempty"`
	Withdrawn register.Day    `json:"withdrawn,omitempty"`
	Published string          `json:"published,omitempty"`
	Received  int             `json:"received,omitempty"` // opinions
	Answered  int             `json:"answered,omitempty"`
	Until     register.Day    `json:"until,omitempty"`
}

// Erased says that a finding was erased by law. No digest is left: short texts can be guessed.
type Erased struct {
	On     register.Day `json:"on"`
	Reason string       `json:"reason"`
}

// line is an entry as it stands in the file. Entries are read when they are asked for: a build
// of 10,000 findings needs those that have changed.
type line struct {
	kind, id string
	text     []byte
}

// Record is what was published before. It is not changed.
type Record struct {
	lines []line
	data  []byte // of the file, where it was read
	old   bool   // of form 1
}

const (
	oldHead = `{"version":1,"entries":[`
	foot    = `]}`
)

// head counts the lines, and has a digest of their checksums: one that is taken out is missed.
func head(lines []line) string {
	var sums []byte
	for _, l := range lines {
		sums = append(sums, l.text[len(sumKey):len(sumKey)+sumSize]...)
	}
	return fmt.Sprintf(`{"version":%d,"count":%d,"sum":"%s","entries":[`, version, len(lines),
		checksum(sums))
}

// Bytes gives the file: one entry a line, sorted, the same for the same record; nil of none.
func (r *Record) Bytes() []byte {
	switch {
	case r == nil:
		return nil
	case r.data != nil:
		return r.data
	}
	var b bytes.Buffer
	b.WriteString(head(r.lines))
	for i, l := range r.lines {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		b.Write(l.text)
	}
	b.WriteString("\n" + foot + "\n")
	return b.Bytes()
}

func compareLines(a, b line) int {
	return cmp.Or(cmp.Compare(slices.Index(kinds, a.kind), slices.Index(kinds, b.kind)),
		cmp.Compare(a.id, b.id))
}

// line gives the line of an entry; false where there is none.
func (r *Record) line(kind, id string) (line, bool) {
	i, is := slices.BinarySearchFunc(r.lines, line{kind: kind, id: id}, compareLines)
	if !is {
		return line{}, false
	}
	return r.lines[i], true
}

// Entry gives an entry of a kind by its id, which the register itself has none of.
func (r *Record) Entry(kind, id string) (Entry, bool) {
	l, is := r.line(kind, id)
	return l.entry(), is
}

// Findings gives the entries of all findings, by their ids.
func (r *Record) Findings() iter.Seq[Entry] { return r.entries(Finding) }

func (r *Record) entries(of string) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, l := range r.lines {
			if l.kind == of && !yield(l.entry()) {
				return
			}
		}
	}
}

const statesKey = `"states":`

// States gives what was recorded of each finding by its day, oldest first, by the finding's id. It
// reads no more of a line than that: of 10,000 findings, a fraction of the time.
func (r *Record) States() iter.Seq2[string, []State] {
	return func(yield func(string, []State) bool) {
		if r == nil {
			return
		}
		for _, l := range r.lines {
			_, rest, has := bytes.Cut(l.text, []byte(statesKey))
			if l.kind != Finding || !has {
				continue
			}
			var states []State
			_ = json.NewDecoder(bytes.NewReader(rest)).Decode(&states)
			if !yield(l.id, states) {
				return
			}
		}
	}
}

// Days gives every day on which something was recorded, oldest first.
func (r *Record) Days() []register.Day {
	seen := map[register.Day]bool{}
	for _, l := range r.lines {
		e := l.entry()
		seen[e.First], seen[e.Changed] = true, true
		for _, s := range e.States {
			seen[s.On] = true
		}
	}
	var days []register.Day
	for day := range seen {
		days = append(days, day)
	}
	slices.Sort(days)
	return days
}

// Last is the day on which something was recorded last; 0 of an empty record.
func (r *Record) Last() register.Day {
	var last register.Day
	for _, l := range r.lines {
		last = max(last, l.changed())
	}
	return last
}

// At gives the state that was recorded last by the end of a day; false where there was none.
func (e Entry) At(day register.Day) (State, bool) {
	for _, s := range slices.Backward(e.States) {
		if s.On <= day {
			return s, true
		}
	}
	return State{}, false
}

// Items gives the digests of a field's items; one of what is no list.
func (e Entry) Items(field string) []string { return strings.Fields(e.Fields[field]) }

func (l line) entry() Entry {
	var e Entry
	if l.text != nil {
		_ = json.Unmarshal(l.text, &e) // a line that cannot be read is in no record
	}
	return e
}

const changedKey = `"changed":"`

// changed is the day without reading all of the entry.
func (l line) changed() register.Day {
	_, rest, _ := bytes.Cut(l.text, []byte(changedKey))
	day, _ := register.ParseDay(string(rest[:min(len(rest), len("2006-01-02"))]))
	return day
}

const sumKey = `{"sum":"`

// lineOf writes an entry. Its line begins with a checksum, so that a slip of a hand is found.
func lineOf(e Entry) line {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(e); err != nil {
		panic(err) // an entry is texts and days
	}
	rest := bytes.TrimPrefix(bytes.TrimSuffix(b.Bytes(), []byte("\n")), []byte("{"))
	return line{e.Kind, e.ID, slices.Concat([]byte(sumKey+checksum(rest)+`",`), rest)}
}

func checksum(text []byte) string { return digest(text, 9) }

// digest is as much of a SHA-256 digest as is needed, for JSON.
func digest(data []byte, size int) string {
	sum := sha256.Sum256(data)
	return base64.RawURLEncoding.EncodeToString(sum[:size])
}

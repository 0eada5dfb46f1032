package office

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"

	"gongshi/generator/encoding"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

//go:embed words.zh.toml words.en.toml
var wordFiles embed.FS

// words are those of a ledger in one language.
type words struct {
	Sheet, File, Unstated string
	Columns               map[Column]string
}

var vocabulary = sync.OnceValue(func() map[string]words {
	return map[string]words{"zh": problem.Catalogue[words](wordFiles, "words.zh.toml"),
		"en": problem.Catalogue[words](wordFiles, "words.en.toml")}
})

func wordsIn(lang string) words {
	if lang != "en" {
		lang = "zh"
	}
	return vocabulary()[lang]
}

// FileName is what a ledger of a day is called, in the site's language.
func FileName(day register.Day, lang string) string {
	return problem.Fill(wordsIn(lang).File, []any{day})
}

// Column is one of a ledger.
type Column string

// The columns.
const (
	ID          Column = "id"
	Numbered    Column = "number"
	Title       Column = "title"
	Status      Column = "status"
	Completed   Column = "completed"
	Deadline    Column = "deadline"
	Extended    Column = "extended"
	Reason      Column = "reason"
	Progress    Column = "progress"
	On          Column = "on"
	Responsible Column = "responsible"
	Digest      Column = "digest" // of the row; hidden
)

// Columns are those of a ledger, in their order.
var Columns = []Column{ID, Numbered, Title, Status, Completed, Deadline, Extended, Reason, Progress,
	On, Responsible, Digest}

// Locked says whether the cells of a column are not for the office to change.
func (c Column) Locked() bool {
	switch c {
	case Status, Completed, Extended, Reason, Progress, On:
		return false
	}
	return true
}

// Name is what a column is called in a language, zh or en.
func (c Column) Name(lang string) string { return wordsIn(lang).Columns[c] }

// Entry is a row of a ledger: its texts, by column.
type Entry map[Column]string

// EntryOf is the row of a finding, in the language of the site. Progress and its date are for the
// office to fill.
func EntryOf(f *register.Finding, lang string) Entry {
	e := Entry{ID: f.ID, Numbered: f.Number, Title: f.Title, Status: f.Status.Label(lang),
		Completed: f.Completed.String(), Responsible: strings.Join(f.Responsible, "\n")}
	if d := f.Deadline; d != nil {
		e[Deadline] = d.Condition
		switch {
		case d.NotStated:
			e[Deadline] = wordsIn(lang).Unstated
		case d.Date != 0:
			e[Deadline] = d.Date.String()
		}
		if n := len(d.Extended); n > 0 {
			e[Extended], e[Reason] = d.Extended[n-1].To.String(), d.Extended[n-1].Reason
		}
	}
	for column, text := range e {
		e[column] = fitting(text)
	}
	e[Digest] = e.digest()
	return e
}

// digest tells whether what a row shows of the register is what the register has.
func (e Entry) digest() string {
	sum := sha256.New()
	for _, c := range Columns {
		if c != Progress && c != On && c != Digest {
			sum.Write([]byte(c + "\x00" + Column(e[c]) + "\x00"))
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// fitting is a text as a cell can hold it: Excel's are of at most 32,767 UTF-16 units.
func fitting(text string) string {
	const most = 32_767
	text = plain(text)
	units := utf16.Encode([]rune(text))
	if len(units) <= most {
		return text
	}
	return strings.TrimRight(string(utf16.Decode(units[:most-2])), "\ufffd") + "…"
}

// plain is a text without what programs change in cells: line ends, space around it, and what Excel
// takes for an escaped character, which excelize does not always give back.
func plain(text string) string {
	for escaped.MatchString(text) {
		text = escaped.ReplaceAllStringFunc(text, func(code string) string {
			n, _ := strconv.ParseUint(code[2:6], 16, 16)
			return strings.TrimFunc(string(rune(n)), encoding.Forbidden)
		})
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ").Replace(text)
	return strings.TrimSpace(text)
}

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

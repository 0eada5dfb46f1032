package synthetic

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// fact is a text of a finding that has to stand on its page.
type fact struct {
	key, text string
	inMarkup  bool // an attribute will do: dates are shown in many ways, links by their names
}

// elsewhere are the keys whose values a page says in other words, or not at all.
var elsewhere = []string{"aliases", "group", "status", "basis", "weight", "done", "draft", "drafted",
	"file", "author", "not-stated", "x_region"}

// factsOf gives what the page of a finding has to say.
func factsOf(text []byte) ([]fact, error) {
	_, rest, opened := bytes.Cut(text, []byte("---\n"))
	front, body, closed := bytes.Cut(rest, []byte("\n---\n"))
	if !opened || !closed {
		return nil, errors.New("no front matter")
	}
	var keys map[string]any
	if err := yaml.Unmarshal(front, &keys); err != nil {
		return nil, err
	}
	var facts []fact
	for key, value := range keys {
		facts = collect(facts, key, value)
	}
	for line := range strings.Lines(string(body)) {
		for _, part := range marks.Split(strings.TrimSpace(line), -1) {
			if part != "" {
				facts = append(facts, fact{"text", part, false})
			}
		}
	}
	return facts, nil
}

// marks are those of the Markdown that the texts have.
var marks = regexp.MustCompile(`^- |\*\*|\[|\]\(.*?\)`)

var day = regexp.MustCompile(`^\d{4}-\d\d(-\d\d)?$`)

func collect(facts []fact, key string, value any) []fact {
	if slices.Contains(elsewhere, key) {
		return facts
	}
	switch value := value.(type) {
	case map[string]any:
		for inner, v := range value {
			facts = collect(facts, inner, v)
		}
	case []any:
		for _, v := range value {
			facts = collect(facts, key, v)
		}
	default:
		text := fmt.Sprint(value)
		inMarkup := key == "related" || key == "url" || day.MatchString(text)
		facts = append(facts, fact{key, text, inMarkup})
	}
	return facts
}

func shownText(page []byte) string {
	shown := make([]byte, 0, len(page))
	inTag := false
	for _, c := range page {
		switch {
		case c == '<':
			inTag = true
		case c == '>' && inTag:
			inTag = false
		case !inTag:
			shown = append(shown, c)
		}
	}
	return html.UnescapeString(string(shown))
}

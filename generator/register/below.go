package register

import (
	"regexp"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Keys that stand where only text is read: they would be published as text, and what they were to
// say, such as that the text is a draft, would be lost.

// draftLine says nothing but that something is a draft: no prose does.
var draftLine = regexp.MustCompile(`(?mi)^[-\s>*+#|"'“]*(draft|草稿)["'”*\s]*[:：=]` +
	`["'“”*\s]*(?:true|yes|on|y|1|是|对|真|√|☑)["'“”*\s.。;；,，]*(?:#.*)?$`)

// checkBelow reports the first key at the beginning of a body.
func (s *textFile) checkBelow(body string, at func(offset int) place) {
	if offset, key := keyBelow(body, Keys(KindOf(s.file))); key != "" {
		s.report(at(offset), "key-below", key)
		return
	}
	if !mayBeDraft(body) {
		return
	}
	if m := draftLine.FindStringSubmatchIndex(body); m != nil {
		s.report(at(m[2]), "key-below", body[m[2]:m[3]])
	}
}

// mayBeDraft is five times as quick as the expression.
func mayBeDraft(text string) bool {
	return strings.Contains(text, "raft") || strings.Contains(text, "RAFT") ||
		strings.Contains(text, "草稿")
}

// draftLines gives the lines of a front matter, as they stand in the file, that say nothing but
// that something is a draft, and are no comments.
func draftLines(front string) []int {
	if !mayBeDraft(front) {
		return nil
	}
	var found []int
	for i, line := range strings.Split(front, "\n") {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") && draftLine.MatchString(line) {
			found = append(found, i+frontLine)
		}
	}
	return found
}

// checkDrafts reports such a line that was not read as a key: it is a part of another key's text.
func (s *textFile) checkDrafts() {
	key := 0
	if m, ok := s.root.(*ast.MappingNode); ok {
		for _, v := range m.Values {
			if v.Key.GetToken().Value == "draft" {
				key = s.place(v.Key).line
			}
		}
	}
	for _, line := range s.drafts {
		line -= s.added
		if line != key && s.problems.Err() == nil {
			s.report(place{line, 1}, "key-below", "draft")
		}
	}
}

// keyBelow finds the first line of a body's first paragraph that begins with a key. A key's label,
// such as 原因：…, may begin prose too; it is a key where a line --- ends the paragraph.
func keyBelow(body string, keys []Key) (offset int, key string) {
	begun, labelled, label := false, 0, ""
	for line := range strings.Lines(body) {
		bare := strings.TrimSpace(line)
		isFence := mayBeFence(bare) && fence.MatchString(bare)
		switch word, written := keyOf(line, keys); {
		case begun && isFence:
			return labelled, label
		case begun && bare == "":
			return 0, ""
		case written:
			return offset + strings.Index(line, word), word
		case word != "" && label == "":
			labelled, label = offset+strings.Index(line, word), word
		}
		begun = begun || bare != "" && !isFence
		offset += len(line)
	}
	return 0, ""
}

// keyOf gives the key or label that a line begins with, and whether it is written as YAML wants it.
func keyOf(line string, keys []Key) (word string, written bool) {
	colon := strings.IndexAny(line, ":：")
	if colon < 0 || colon > keyLimit {
		return "", false
	}
	word = strings.Trim(line[:colon], " \t　\"'")
	if rest, ascii := strings.CutPrefix(line[colon:], ":"); ascii && find(keys, word) != nil {
		return word, endsKey(strings.TrimRight(rest, "\r\n"))
	}
	if recognised(keys, word) != nil || strings.HasPrefix(word, "x_") {
		return word, false
	}
	return "", false
}

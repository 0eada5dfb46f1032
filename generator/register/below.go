package register

import (
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Keys that stand where only text is read: they would be published as text, and what they were to
// say, such as that the text is a draft, would be lost.

var (
	// draftLine says nothing but that something is a draft: no prose does.
	draftLine = regexp.MustCompile(`(?mi)^[-\s>*+#|"'“]*(draft|草稿)["'”*\s]*[:：=]` +
		`["'“”*\s]*(?:true|yes|on|y|1|是|对|真|√|☑)["'“”*\s.。;；,，]*(?:#.*)?$`)
	// keyLine is what begins a line of front matter.
	keyLine = regexp.MustCompile(`^[ \t　]*["']?([^\s:："']+)["']?[ \t　]*[:：]`)
)

// checkBelow reports the first key at the beginning of a body.
func (s *textFile) checkBelow(body string, at func(offset int) place) {
	if offset, key := keyBelow(body, Keys(kindAt(s.file))); key != "" {
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

// keyOf is keyLine's match; most lines have no colon, which takes far less time to see.
func keyOf(line string) []int {
	if !strings.Contains(line, ":") && !strings.Contains(line, "：") {
		return nil
	}
	return keyLine.FindStringSubmatchIndex(line)
}

// keyBelow finds the first line of a body's first paragraph that begins with a key. A key's label,
// such as 原因：…, may begin prose too; it is a key where a line --- ends the paragraph.
func keyBelow(body string, keys []Key) (offset int, key string) {
	lines := strings.SplitAfter(body[:min(len(body), 4096)], "\n")
	blank := func(line string) bool { return strings.TrimSpace(line) == "" }
	isFence := func(line string) bool {
		bare := strings.TrimSpace(line)
		return mayBeFence(bare) && fence.MatchString(bare)
	}
	first := slices.IndexFunc(lines, func(l string) bool { return !blank(l) && !isFence(l) })
	if first < 0 {
		return 0, ""
	}
	rest := lines[first:]
	end := slices.IndexFunc(rest, func(l string) bool { return blank(l) || isFence(l) })
	fenced := end >= 0 && isFence(rest[end])
	if end < 0 {
		end = len(rest)
	}
	offset = len(strings.Join(lines[:first], ""))
	for _, line := range rest[:end] {
		if m := keyOf(line); m != nil {
			word := line[m[2]:m[3]]
			rest := strings.TrimRight(line[m[1]:], "\r\n")
			written := find(keys, word) != nil && line[m[1]-1] == ':' && endsKey(rest)
			known := recognised(keys, word) != nil || strings.HasPrefix(word, "x_")
			if written || fenced && known {
				return offset + m[2], word
			}
		}
		offset += len(line)
	}
	return 0, ""
}

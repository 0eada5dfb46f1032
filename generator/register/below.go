package register

import (
	"regexp"
	"slices"
	"strings"
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
	s.checkDraftLine(body, at)
}

// checkDraftLine reports a line in a text that was to keep all of it from being published.
func (s *textFile) checkDraftLine(text string, at func(offset int) place) {
	if !strings.Contains(text, "raft") && !strings.Contains(text, "RAFT") &&
		!strings.Contains(text, "草稿") { // five times as quick as the expression
		return
	}
	if m := draftLine.FindStringSubmatchIndex(text); m != nil {
		s.report(at(m[2]), "key-below", text[m[2]:m[3]])
	}
}

// keyBelow finds the first line of a body's first paragraph that begins with a key. A word that is
// a key's label may begin prose too, such as 原因：…; it is a key where a line --- ends the paragraph.
func keyBelow(body string, keys []Key) (offset int, key string) {
	lines := strings.SplitAfter(body[:min(len(body), 4096)], "\n")
	blank := func(line string) bool { return strings.TrimSpace(line) == "" }
	isFence := func(line string) bool { return fence.MatchString(strings.TrimSpace(line)) }
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
		if m := keyLine.FindStringSubmatchIndex(line); m != nil {
			word := line[m[2]:m[3]]
			written := find(keys, word) != nil && line[m[1]-1] == ':' && endsKey(strings.TrimRight(line[m[1]:], "\r\n"))
			if written || fenced && recognised(keys, word) != nil {
				return offset + m[2], word
			}
		}
		offset += len(line)
	}
	return 0, ""
}

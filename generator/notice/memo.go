package notice

import "strings"

// memoHead is a line of the head of a memo. The groups are whom it goes to or comes from, the
// subject, the date, and what stands behind any of these.
var memoHead = pattern(`(?i)^(?:({memo-party})|({memo-about})|({memo-date}))\s*:\s*(\S.*)$`)

// memoLine reads a line of the head of a memo in English: its subject is the title.
func (r *frameReader) memoLine(i int, title *[]string) bool {
	text := r.folded[i]
	m := memoHead().FindStringSubmatchIndex(text)
	switch {
	case lex("memo-name").MatchString(text), lex("as-of").MatchString(text):
		r.assign(i, 0, len(text), Text, nil)
	case m == nil:
		return false
	case m[2] >= 0:
		r.assign(i, 0, len(text), Text, nil)
	case m[6] >= 0:
		r.readImprint(i)
	default:
		r.untitled()
		*title = []string{strings.TrimSpace(r.Blocks[i].Text[m[8]:])}
		r.assign(i, 0, m[8], Label, nil)
		r.assign(i, m[8], len(text), Title, nil)
	}
	return true
}

// entitles says whether the first line is a title in the words of a label: Progress report.
func (r *frameReader) entitles(i int) bool {
	return i == 0 && r.Language == "en" && !strings.ContainsAny(r.folded[i], ":[(")
}

// lacksWords says whether the lines of a title in English are names alone so far, of whose report it
// is: the words of a title are still to come.
func (r *frameReader) lacksWords(title []string) bool {
	return r.Language == "en" && !lex("title-words").MatchString(strings.Join(title, " "))
}

// untitled makes text of what was read as a title.
func (r *frameReader) untitled() {
	for i := range r.Pieces {
		if r.Pieces[i].Use == Title {
			r.Pieces[i].Use = Text
		}
	}
}

// ends says whether a paragraph ends as a sentence does.
func (r *frameReader) ends(text string) bool {
	return ended().MatchString(text) || r.Language == "en" && !imprint().MatchString(text) &&
		lex("english-sentence").MatchString(text)
}

// opensList says whether a line stands above the words of statuses, or above all findings that have
// one: Definitions, Implemented Recommendations.
func (r *frameReader) opensList(text string) bool {
	return r.Language == "en" && (lex("legend").MatchString(text) || headsStatus(text))
}

// headsStatus says whether a line in English is a heading for all that have a status.
func headsStatus(text string) bool {
	rest := lex("status-heading").FindStringSubmatch(strings.TrimSpace(text))
	if rest == nil {
		return false
	}
	words := rest[1] + rest[2]
	st, ok := statusOf(words)
	return ok && st.status != "" || lex("status-several").MatchString(words)
}

package notice

import (
	"strings"

	"gongshi/generator/register"
)

// statusBefore is a status between brackets at the beginning of an account.
var statusBefore = pattern(`^[\s　]*[【\[〔［（(]([^】\]〕］）)]{2,30})[】\]〕］）)][\s　：:。]*`)

// readOpening reads a status at the beginning of an account, and gives the offset behind it.
func (a *account) readOpening(s segment, end int) int {
	m := statusBefore().FindStringSubmatchIndex(a.folded[s.block][s.from:end])
	if m == nil {
		a.readFirst(s, end)
		return s.from
	}
	st, ok := statusOf(a.folded[s.block][s.from+m[2] : s.from+m[3]])
	if !ok {
		return s.from
	}
	a.setStatus(st, s.block)
	a.assign(s.block, s.from, s.from+m[1], Status)
	return s.from + m[1]
}

var (
	// firstWordsForm is the first words of an account, opening its first sentence.
	firstWordsForm = pattern(`^[\s　]*([^。；;，,.–—(（]{2,30})(?:[。；;，,–—(（]|\.\s|$)`)
	// sentenceAlone is a short first sentence that another follows.
	sentenceAlone = pattern(`^[\s　]*[^。；;.–—]{2,40}[。；;]`)
	firstClause   = pattern(`^[\s　]*[^。；;.–—(（]{2,60}`)
	// wholeSentence is the first sentence with all its clauses and brackets, and the next one
	// where that begins with a but.
	wholeSentence = pattern(`^(?:[^。；;.]|\.\S)*[。；;.]?(?:\s*{but-lead}[^。；;]*)?`)
)

// firstStatus reads a status from the first sentence of an account, else from its first words, but
// not where the account goes on to say that something is left.
func firstStatus(text string) (stated, bool) {
	st, ok := firstWords(text)
	if ok && st.status == register.Completed &&
		lex("takes-back").MatchString(wholeSentence().FindString(text)) {
		return stated{}, false
	}
	return st, ok
}

// openingStatus reads the status that the first sentence of a text is, or that it begins with.
func openingStatus(text string) (stated, bool) {
	clause, _, _ := strings.Cut(text, ". ")
	if st, ok := statusOf(clause); ok {
		return st, ok
	}
	return firstStatus(text)
}

// firstWords reads the status that an account begins with, whatever follows.
func firstWords(text string) (stated, bool) {
	st, ok := statusOf(firstClause().FindString(text))
	if m := firstWordsForm().FindStringSubmatch(text); !ok && m != nil {
		st, ok = statusOf(m[1])
	}
	if at := lex("behind-status").FindStringIndex(text); !ok && at != nil {
		st, ok = statusOf(text[:at[0]]) // superseded by recommendation 5
		ok = ok && st.status != register.Completed
	}
	return st, ok
}

// readOwn reads the status from a sentence in English about the recommendation itself, which stays
// where it is: This recommendation has been implemented.
func (a *account) readOwn(s segment, text string) {
	if !lex("own-status").MatchString(text) {
		return
	}
	clause, _, _ := strings.Cut(text, ". ")
	st, ok := statusOf(clause)
	if at := strings.IndexAny(clause, ":;,"); at > 0 && !ok {
		clause = clause[:at]
		st, ok = statusOf(clause)
	}
	if at := lex("behind-status").FindStringIndex(clause); at != nil && !ok {
		st, ok = statusOf(clause[:at[0]])
		ok = ok && st.status != register.Completed
	}
	if !ok || st.status == "" ||
		st.status == register.Completed && lex("takes-back").MatchString(text) {
		return
	}
	a.setStatus(st, s.block)
}

// withdrawn gives the first sentence of an account that calls its finding completed and takes that
// back; empty where it does not.
func withdrawn(text string) string {
	first := wholeSentence().FindString(text)
	if st, _ := firstWords(text); st.status != register.Completed ||
		!lex("takes-back").MatchString(first) {
		return ""
	}
	return shorten(strings.TrimSpace(first))
}

// readFirst reads a status from the words that an account begins with, directly behind its label,
// which of a cell stands at the head of its column; without a label they are the whole first
// sentence. They stay where they are: 整改情况：基本完成。…
func (a *account) readFirst(s segment, end int) {
	cell := a.Blocks[s.block].Table > 0 && s.field == progress
	text := a.folded[s.block][s.from:end]
	if a.settled {
		return
	}
	if s.label == s.from && !cell {
		st, ok := statusOf(sentenceAlone().FindString(text))
		if ok && st.status != "" && withdrawn(text) == "" {
			a.setStatus(st, s.block)
		}
		return
	}
	if st, ok := firstStatus(text); ok && st.status != "" {
		a.setStatus(st, s.block)
	}
}

// readFinal reads a status from the last sentence of an account, which stays where it is: 目前该问题
// 已完成整改. A sentence in which anything else was completed is none, nor is one whose status is the
// whole account but for a word.
func (a *account) readFinal(s segment) {
	text := a.plain(s)
	m := final().FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return
	}
	st, ok := statusOf(m[1])
	if !ok {
		last := m[1][lastClause(m[1]):]
		st, ok = statusOf(last[len(lex("remainder-lead").FindString(last)):])
		ok = ok && (st.status.Open() || st.status == register.LongTerm ||
			lex("told-status").MatchString(last) && !lex("takes-back").MatchString(m[1]))
	}
	agrees := a.settled && st.status.Open() == a.Status.Open()
	if ok && st.status != "" && !agrees {
		a.setStatus(st, s.block)
	}
}

// upToLastClause is a sentence up to its last clause.
var upToLastClause = pattern(`^.*[，,]`)

// lastClause is where the last clause of a sentence begins, but for one that tells of a plan. That
// something is under way is said of the finding even where the clause before is about a part of it.
func lastClause(sentence string) int {
	if from, to, _ := planIn(sentence); from < to {
		sentence = strings.TrimRight(sentence[:from], "，,")
	}
	if at := upToLastClause().FindStringIndex(sentence); at != nil {
		return at[1]
	}
	return 0
}

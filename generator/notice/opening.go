package notice

import (
	"regexp"
	"strings"

	"gongshi/generator/register"
)

// headed is a status between brackets at the beginning of an account.
var headed = regexp.MustCompile(`^[\s　]*[【\[〔［（(]([^】\]〕］）)]{2,30})[】\]〕］）)][\s　：:。]*`)

// readOpening reads a status at the beginning of an account, and gives the offset behind it.
func (u *understanding) readOpening(f *Finding, s segment, end int) int {
	m := headed.FindStringSubmatchIndex(u.folded[s.block][s.from:end])
	if m == nil {
		u.readFirst(f, s, end)
		return s.from
	}
	st, ok := statusOf(u.folded[s.block][s.from+m[2] : s.from+m[3]])
	if !ok {
		return s.from
	}
	u.setStatus(f, st, s.block)
	u.take(s.block, s.from, s.from+m[1], Status, f)
	return s.from + m[1]
}

var (
	// outset is the first words of an account, opening its first sentence.
	outset  = regexp.MustCompile(`^[\s　]*([^。；;，,.–—(（]{2,30})(?:[。；;，,–—(（]|\.\s|$)`)
	opening = regexp.MustCompile(`^[\s　]*[^。；;.–—(（]{2,60}`)
	// whole is the first sentence with all its clauses and brackets, and the next one where that
	// begins with a but.
	whole = regexp.MustCompile(`^(?:[^。；;.]|\.\S)*[。；;.]?` +
		`(?i:\s*(?:但|然而|不过|其中|but |however)[^。；;]*)?`)
	// but takes back that something is completed, wholly or until somebody has looked at it.
	but = regexp.MustCompile(`但|仍|还|尚|剩|其余|余下|部分|正在|反弹|除[^，,。；;]{1,24}外|` +
		`(?:^|[^招接对看优])待(?:[^遇]|$)|未(?:通过|完成|办结|销号|验收|到位|整改|落实|解决)|` +
		`拟(?:销号|申请|提请|报)|[（(]\s*[0-9]{1,2}(?:\.[0-9]+)?\s*(?:[%％]|/\s*[0-9]{1,2}\s*[)）])|` +
		`(?i)\b(?:but|however|except|excluding|pending|await\w*|outstanding|remain\w*|` +
		`subject to|partial\w*|partly|in part|not|to be|until|unless|once|still|yet|bar|` +
		`apart from|ongoing|under ?way|in progress)\b`)
)

// firstStatus reads a status from the first sentence of an account, else from its first words, but
// not where the account goes on to say that something is left.
func firstStatus(text string) (stated, bool) {
	st, ok := firstWords(text)
	if ok && st.status == register.Completed && but.MatchString(whole.FindString(text)) {
		return stated{}, false
	}
	return st, ok
}

// firstWords reads the status that an account begins with, whatever follows.
func firstWords(text string) (stated, bool) {
	st, ok := statusOf(opening.FindString(text))
	if m := outset.FindStringSubmatch(text); !ok && m != nil {
		return statusOf(m[1])
	}
	return st, ok
}

// withdrawn gives the first sentence of an account that calls its finding completed and takes that
// back; empty where it does not.
func withdrawn(text string) string {
	first := whole.FindString(text)
	if st, _ := firstWords(text); st.status != register.Completed || !but.MatchString(first) {
		return ""
	}
	return shorten(strings.TrimSpace(first))
}

// readFirst reads a status from the words that an account begins with, directly behind its label,
// which of a cell stands at the head of its column;
// they stay where they are: 整改情况：基本完成。…
func (u *understanding) readFirst(f *Finding, s segment, end int) {
	cell := u.Source.Blocks[s.block].Table > 0 && s.field == progress
	if f.settled || s.label == s.from && !cell {
		return
	}
	if st, ok := firstStatus(u.folded[s.block][s.from:end]); ok && st.status != "" {
		u.setStatus(f, st, s.block)
	}
}

// readFinal reads a status from the last sentence of an account, which stays where it is: 目前该问题
// 已完成整改. A sentence in which anything else was completed is none, nor is one whose status is the
// whole account but for a word.
func (u *understanding) readFinal(f *Finding, s segment) {
	text := u.folded[s.block][s.from:s.to]
	m := final.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil || f.settled {
		return
	}
	st, ok := statusOf(m[1])
	if !ok {
		last := m[1][lastClause(m[1]):]
		st, ok = statusOf(last[len(leftover.FindString(last)):])
		ok = ok && (st.status.Open() || st.status == register.LongTerm)
	}
	if ok && st.status != "" {
		u.setStatus(f, st, s.block)
	}
}

// leftover begins a clause about what is left.
var leftover = regexp.MustCompile(`^\s*(?:其余|剩余|余下|其他)(?:部分|[0-9]+[个项条户宗笔处])?`)

// clause is a sentence up to its last clause.
var clause = regexp.MustCompile(`^.*[，,]`)

// lastClause is where the last clause of a sentence begins, but for one that tells of a plan. That
// something is under way is said of the finding even where the clause before is about a part of it.
func lastClause(sentence string) int {
	if from, to, _ := planIn(sentence); from < to {
		sentence = strings.TrimRight(sentence[:from], "，,")
	}
	if at := clause.FindStringIndex(sentence); at != nil {
		return at[1]
	}
	return 0
}

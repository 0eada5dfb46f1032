package notice

import (
	"slices"
	"strings"

	"gongshi/generator/register"
)

// stated is a status that the notice gives in words, and where in the text they were.
type stated struct {
	status  register.Status // empty where there is none
	mixed   bool            // the words name several that do not agree
	date    string          // of completion, where it is said with the status
	due     string          // the day by which it shall be, likewise
	roughly string          // the words for it, where they give no day
	by, on  string          // who has verified it, and the date

	inferred bool   // the notice says itself that the status is inferred
	printed  bool   // who has verified it is told as a register prints it
	unsure   string // a date of which the day and the month are not certain
	more     bool   // the words say more than what stands here
}

// filler is what may stand around a status without changing it.
var filler = pattern(`^(?:{filler}|100[%％]|[\s　，,；;。.、:：（）()【】\[\]!！√✓✔✅☑●🔴🟠🟡🟢🔵⚪-])`)

// dash parts two words of a status in English, with or without spaces around it.
var dash = pattern(`([a-z])(?:\s*[–—]\s*|\s+-\s+|:\s+)`)

// unticked is a box that nobody has ticked: （ ）已完成 claims nothing.
var unticked = pattern(`[\[(（【][\s　]*[\])）】]`)

// choices are boxes of which some are empty, choice one that is ticked, with what it stands before.
var (
	choices = pattern(`[□☐○][^□☐○√✓✔☑☒■●]+`)
	choice  = pattern(`[√✓✔☑☒■●][\s　]*([^□☐○√✓✔☑☒■●]+)`)
)

// ticked is the one of several choices that has a tick: √已完成 □进行中. A text without an empty box is no
// choice, and one with two ticks says nothing.
func ticked(text string) string {
	all := choice().FindAllStringSubmatch(text, -1)
	if len(all) != 1 || !choices().MatchString(text) {
		return text
	}
	return strings.TrimSpace(all[0][1])
}

// statusOf reads a text that stands where a status does. All of it has to be words for one: a
// sentence that merely tells of something completed says nothing of the finding.
func statusOf(text string) (stated, bool) {
	if lex("status-to-come").MatchString(text) || unticked().MatchString(text) {
		return stated{}, false
	}
	var s stated
	text = s.readVerified(ticked(fold(text)))
	rest := dash().ReplaceAllString(strings.ToLower(text), "$1 - ")
	if at := s.unsureIn(rest); at != nil {
		rest = rest[:at[0]] + rest[at[1]:]
	}
	if from, to, d := planIn(rest); from < to {
		precise := true
		if s.due, precise = dueDay(rest, d); !precise {
			s.roughly = rest[from:to]
		}
		rest = rest[:from] + rest[to:]
	} else if d := datesIn(rest); len(d) == 1 {
		s.date = d[0].text
		rest = rest[:d[0].from] + rest[d[0].to:]
	}
	for rest != "" {
		if p, ok := phraseAt(rest); ok {
			rest = rest[len(p.words):]
			if lex("status-label-tail").MatchString(rest) {
				return stated{}, false // 整改完成情况 is a label
			}
			s.add(p.status)
			continue
		}
		at := filler().FindStringIndex(rest)
		if at == nil {
			return stated{}, false
		}
		rest = rest[at[1]:]
	}
	if s.status == register.Completed && (s.due+s.roughly != "" || lex("to-be-done").MatchString(text)) {
		s.status, s.mixed = "", true // it shall be, or it is
	}
	return s, s.status != "" || s.mixed
}

// add adds one more phrase: completed but going on is the lesser claim.
func (s *stated) add(status register.Status) {
	claims := []register.Status{register.InProgress, register.MostlyDone, register.LongTerm,
		register.Completed} // the least first
	a, b := slices.Index(claims, s.status), slices.Index(claims, status)
	lesser, greater := min(a, b), max(a, b)
	switch {
	case s.status == "" && !s.mixed:
		s.status = status
	case s.status == status:
	case lesser < 0 || lesser == 1 && greater == 3: // mostly done is not done
		s.status, s.mixed = "", true
	default:
		s.status = claims[lesser]
	}
}

func phraseAt(text string) (phrase, bool) {
	for _, p := range phrases() {
		if strings.HasPrefix(text, p.words) && !wordGoesOn(text, len(p.words)) {
			return p, true
		}
	}
	return phrase{}, false
}

// wordGoesOn says whether an English word goes on behind an offset.
func wordGoesOn(text string, at int) bool {
	return at < len(text) && at > 0 && isLower(text[at-1]) && isLower(text[at])
}

func isLower(b byte) bool { return 'a' <= b && b <= 'z' }

// bracketed is a status between brackets at the end of a title, or before an account.
var bracketed = pattern(`[（(【\[〔［]([^（）()【】\[\]〔〕［］]{2,40})[)）】\]〕］][\s　。；;:：]*$`)

// statusIn reads the status that a heading gives to all that stands below it: 已完成整改的问题.
func statusIn(title string) stated {
	title = strings.TrimRight(title, closing)
	if m := lex("status-heading").FindStringSubmatch(title); m != nil {
		s, _ := statusOf(m[1] + m[2])
		return s
	}
	for _, end := range list("status-nouns") {
		if at := strings.LastIndex(title, end); at > 0 && at+len(end) >= len(title)-12 {
			if s, ok := statusOf(title[:at]); ok {
				return s
			}
		}
	}
	s, _ := statusOf(title)
	return s
}

// final is the last sentence of a text.
var final = pattern(`(?:^|[。；;.!！]\s*)([^。；;.!！]{2,60})[。；;.!！]?["”]?\s*$`)

// readStatus reads what stands behind a label for the status. What is no status is asked about and
// kept in the body.
func (a *account) readStatus(s segment, text string) {
	trimmed := strings.TrimSpace(text)
	st, ok := statusOf(trimmed)
	asked := lex("column-question").MatchString(strings.TrimSpace(a.folded[s.block][s.label:s.from]))
	if said := answers(strings.ToLower(fold(strings.Trim(trimmed, closing)))); asked && said != "" {
		st, ok = stated{status: said}, true
	}
	if ok {
		a.setStatus(st, s.block)
		if st.more {
			a.beneath(s, "")
			return
		}
		a.use(s, Status)
		return
	}
	a.Body = append(a.Body, trimmed)
	a.use(s, Body)
	if lex("status-several").MatchString(firstClause().FindString(trimmed)) {
		a.ask("status-several", s.block, a.Title, shorten(trimmed))
		return
	}
	st, ok = firstStatus(fold(trimmed))
	if ok && (st.status != register.Completed || !lex("takes-back").MatchString(fold(trimmed))) {
		a.setStatus(st, s.block)
		return
	}
	a.ask("status-unclear", s.block, a.Title, shorten(trimmed))
}

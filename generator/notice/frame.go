package notice

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// frameLines is how many blocks at either end of a notice are looked at for what frames it.
const frameLines = 15

var (
	// imprint is what a web page puts below a title.
	imprint = pattern(`^{imprint-label}\s*[：:]|^{published-on}\s[^:]{0,90}\b[12]\d{3}\b`)
	// imprintBelow is one that stands below a text instead of a signature.
	imprintBelow = pattern("^{imprint-below}")
	leadsOn      = pattern(`[：:]["”]?$`)
	// farewellLead begins what stands behind the last finding.
	farewellLead = pattern("^{farewell}")
	noSigner     = pattern("^{no-signer}$")
)

// frameReader reads a notice from both ends.
type frameReader struct {
	*foldedText
	*record
	Inspection Inspection
	colophon   int // the first block of the last lines of an official document
}

// readFrame reads what stands around the parts of a notice: title and imprint before them,
// farewell, signature and date behind them. It gives the blocks between, from a first to before a last one.
func readFrame(t *foldedText, rec *record) (n Inspection, from, to int) {
	r := &frameReader{t, rec, Inspection{}, 0}
	to = r.readFarewell(r.readSignature(len(r.folded)))
	from = r.readTitle(to)
	return r.Inspection, from, to
}

// readTitle reads the lines above the first paragraph: the first of them that go together are the
// title.
func (r *frameReader) readTitle(to int) int {
	i := 0
	var title []string
	titled := false
	for ; i < to && i < frameLines; i++ {
		b, text := r.Blocks[i], strings.TrimSpace(r.folded[i])
		alone, _ := dateAlone(text)
		if r.Language == "en" && r.memoLine(i, &title) {
			titled = len(title) > 0 && lex("memo-subject").MatchString(text)
			continue
		}
		switch {
		case b.Table > 0 || r.ends(text) || len(title) > 0 && r.opensList(text):
			return r.titled(title, i)
		case imprint().MatchString(text) || alone != "":
			r.readImprint(i)
			continue
		case len(title) > 0 && r.issuedBelow(i):
			continue
		case lex("file-number").MatchString(text), lex("attachment-mark").MatchString(text):
			r.assign(i, 0, len(r.folded[i]), Text, nil)
			continue
		case r.letterhead(i, to):
			r.assign(i, 0, len(r.folded[i]), Issuer, nil)
			continue
		case leadsOn().MatchString(text):
			return r.titled(title, i)
		}
		if r.opensText(i, title) {
			return r.titled(title, i)
		}
		if len(title) > 0 && !lex("about").MatchString(text) &&
			(titled || lex("title-ends").MatchString(strings.Join(title, ""))) {
			if !r.readBelowTitle(i) {
				return r.titled(title, i)
			}
			continue
		}
		titled = b.Heading == 1
		if line := withoutFileNumber(b.Text); !slices.Contains(title, line) {
			title = append(title, line)
		}
		r.assign(i, 0, len(r.folded[i]), Title, nil)
	}
	return r.titled(title, i)
}

// opensText says whether a block is no line of a title, of which some lines are known.
func (r *frameReader) opensText(i int, title []string) bool {
	b, text, known := r.Blocks[i], strings.TrimSpace(r.folded[i]), len(title)
	if b.Heading > 1 || b.Heading == 1 && known > 0 && !r.goesOn(i, title) || readNumeral(text).size > 0 ||
		lex("bare-form").MatchString(text) && i > 0 {
		return true
	}
	if b.Heading == 1 {
		return false
	}
	long := utf8.RuneCountInString(text) > 60
	if r.Language == "en" {
		long = len(text) > 120
	}
	return long || r.labelledBlock(i) && !r.entitles(i) || isHead(text) && known > 0 ||
		sectionOf(text) != other && known > 1 && !r.lacksWords(title)
}

// goesOn says whether a line that is set as the title is its second one: 关于…的通报, below the name of
// who issues it.
func (r *frameReader) goesOn(i int, title []string) bool {
	return lex("body-name").MatchString(fold(strings.Join(title, ""))) &&
		lex("title-ends").MatchString(strings.TrimSpace(r.folded[i]))
}

// withoutFileNumber is a line of a title without the number of an official document beside it.
func withoutFileNumber(text string) string {
	text = strings.TrimSpace(text)
	at := lex("file-number-beside").FindStringIndex(fold(text))
	if at == nil || at[1]-at[0] == len(text) {
		return text
	}
	return strings.TrimSpace(text[:at[0]] + text[at[1]:])
}

// readBelowTitle reads a line right below a title: who issues the notice, or where it was read. It
// gives false for any other.
func (r *frameReader) readBelowTitle(i int) bool {
	text := r.Blocks[i].Text
	switch {
	case strings.HasPrefix(text, "—"):
		r.assign(i, 0, len(r.folded[i]), Text, nil)
	case lex("body-name").MatchString(r.folded[i]):
		r.Inspection.Issuer = cmp.Or(r.Inspection.Issuer, strings.TrimSpace(text))
		r.assign(i, 0, len(r.folded[i]), Issuer, nil)
	default:
		return false
	}
	return true
}

// titled puts the lines of a title together. Lines without a word that titles have are none.
func (r *frameReader) titled(lines []string, next int) int {
	joint := ""
	if r.Language == "en" {
		joint = " "
	}
	title := strings.Join(lines, joint)
	if lex("title-words").MatchString(fold(title)) {
		r.Inspection.Title = title
		return next
	}
	r.untitled()
	return next
}

// readSignature reads the issuer and the date below a notice, and gives the first block of them.
func (r *frameReader) readSignature(end int) int {
	end = r.readColophon(end)
	r.colophon = end
	first := max(r.firstText(end), end-frameLines)
	for i := end - 1; i >= first; i-- {
		text := r.Blocks[i].Text
		f, label := r.labelOf(i)
		if r.Blocks[i].Table > 0 || label > 0 && tells(f) {
			return end // what stands above an account is no signature
		}
		if imprintBelow().MatchString(r.folded[i]) && imprint().MatchString(r.folded[i]) {
			r.readImprint(i)
			return i
		}
		if date, ok := dateAlone(r.folded[i]); ok {
			r.Inspection.Published = date
			r.assign(i, 0, len(r.folded[i]), Published, nil)
			if i > 0 && r.signs(i-1) {
				signature := r.Blocks[i-1].Text
				r.Inspection.Issuer = strings.Trim(signature, closing)
				r.assign(i-1, 0, len(signature), Issuer, nil)
				i--
			}
			return i
		}
		days := datesIn(r.folded[i])
		if n := len(days); n > 0 && strings.Trim(text[days[n-1].to:], closing) == "" &&
			!strings.ContainsAny(text[:days[n-1].from], "：:") &&
			!r.ends(text) && utf8.RuneCountInString(text) < 60 &&
			readNumeral(text).size == 0 && !r.labelledBlock(i) {
			d := days[n-1]
			r.Inspection.Published = d.text
			r.Inspection.Issuer = strings.Trim(text[:d.from], closing)
			r.assign(i, 0, d.from, Issuer, nil)
			r.assign(i, d.from, len(text), Published, nil)
			return i
		}
	}
	return end
}

// firstText is the first block with a sentence or a number: a date above it stands below the
// title. It is 0 where there is none.
func (r *frameReader) firstText(end int) int {
	for i, text := range r.folded[:end] {
		if r.ends(strings.TrimSpace(text)) || readNumeral(text).size > 0 {
			return i
		}
	}
	return 0
}

// readColophon reads what an official document ends with, below its signature: whom a copy went to,
// and who printed it when. It gives the first block of it.
func (r *frameReader) readColophon(end int) int {
	last := max(0, len(r.folded)-frameLines)
	for i := end - 1; i >= last; i-- {
		text := strings.TrimSpace(r.folded[i])
		switch {
		case lex("printed-on").MatchString(text):
			if days := datesIn(text); len(days) > 0 {
				r.Inspection.Published = days[len(days)-1].text
			}
			r.assign(i, 0, len(r.folded[i]), Published, nil)
		case lex("copied").MatchString(text):
			r.assign(i, 0, len(r.folded[i]), Text, nil)
		default:
			return i + 1
		}
	}
	return last
}

// signs says whether a block can be the name of who signs.
func (r *frameReader) signs(i int) bool {
	text := strings.TrimSpace(r.folded[i])
	return text != "" && !noSigner().MatchString(text) && !lex("body-detail").MatchString(text) &&
		utf8.RuneCountInString(text) <= 60 &&
		!r.ends(text) && readNumeral(text).size == 0 && !r.labelledBlock(i) &&
		contactIn(text) == 0 && r.Blocks[i].Table == 0
}

// readFarewell reads what stands behind the last finding and above the signature, as text of the
// inspection, and gives its first block. Blocks behind the signature that say nothing of the body
// are left over.
func (r *frameReader) readFarewell(end int) int {
	first := r.attachments(end)
	for i := first - 1; i >= 0 && i >= end-frameLines; i-- {
		text := strings.TrimSpace(fold(r.contactText(i)))
		if r.Blocks[i].Table > 0 && !r.contactTable(i) || r.Blocks[i].Heading > 0 ||
			r.labelledBlock(i) && contactIn(text) == 0 ||
			readNumeral(text).size > 0 && !lex("ordered-item").MatchString(text) {
			break
		}
		if farewellLead().MatchString(text) || lex("forward-lead").MatchString(text) ||
			contactIn(text) > 0 {
			first = i
		}
	}
	for i := first; i < end; i++ {
		r.assign(i, 0, len(r.folded[i]), Text, nil)
	}
	signed := map[int]bool{}
	for _, p := range r.Pieces {
		signed[p.Block] = true
	}
	for i := end; i < r.colophon; i++ {
		if signed[i] {
			continue
		}
		if contactIn(r.folded[i]) > 0 || lex("signed-off").MatchString(r.folded[i]) {
			r.assign(i, 0, len(r.folded[i]), Text, nil)
		}
	}
	return first
}

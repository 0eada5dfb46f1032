package notice

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// frameLines is how many blocks at either end of a notice are looked at for what frames it.
const frameLines = 15

var (
	titleWords = pattern("{title-words}")
	about      = pattern("{about}")
	titleEnds  = pattern("{title-ends}")
	bodyName   = pattern("{body-name}")
	// imprint is what a web page puts below a title.
	imprint     = pattern(`^{imprint-label}\s*[：:]|^{published-on}\s[^:]{0,90}\b[12]\d{3}\b`)
	imprintDate = pattern("{imprint-date}")
	imprintFrom = pattern("{imprint-from}")
	// imprintBelow is one that stands below a text instead of a signature.
	imprintBelow   = pattern("^{imprint-below}")
	letterheadForm = pattern("{letterhead-form}")
	leadsOn        = pattern(`[：:]["”]?$`)
	fileNumber     = pattern("{file-number}")
	// farewellLead begins what stands behind the last finding.
	farewellLead = pattern("^{farewell}")
	forwardLead  = pattern("{forward-lead}")
	noSigner     = pattern("^{no-signer}$")
	bodyDetail   = pattern("{body-detail}")
	printedOn    = pattern("{printed-on}")
	copied       = pattern("{copied}")
	signedOff    = pattern("{signed-off}")
	orderedItem  = pattern("{ordered-item}")
)

// frame reads what stands around the parts of a notice: title and imprint before them, farewell,
// signature and date behind them. It gives the blocks between, from a first to before a last one.
func (u *understanding) frame() (from, to int) {
	to = u.readSignature(len(u.folded))
	to = u.readFarewell(to)
	from = u.readTitle(to)
	u.bodyStart = from
	u.readIntroduction(from, to)
	return from, to
}

// readTitle reads the lines above the first paragraph: the first of them that go together are the
// title.
func (u *understanding) readTitle(to int) int {
	i := 0
	var title []string
	titled := false
	for ; i < to && i < frameLines; i++ {
		b, text := u.Source.Blocks[i], strings.TrimSpace(u.folded[i])
		alone, _ := dateAlone(text)
		switch {
		case b.Table > 0 || ended().MatchString(text):
			return u.titled(title, i)
		case imprint().MatchString(text) || alone != "":
			u.readImprint(i)
			continue
		case fileNumber().MatchString(text):
			u.take(i, 0, len(b.Text), Text, nil)
			continue
		case u.letterhead(i, to):
			u.take(i, 0, len(b.Text), Issuer, nil)
			continue
		case leadsOn().MatchString(text):
			return u.titled(title, i)
		}
		long := utf8.RuneCountInString(text) > 60 && b.Heading == 0
		if long && u.Language == "en" {
			long = len(text) > 120
		}
		heading := b.Heading == 1 || b.Heading == 0
		if readNumeral(text).size > 0 || long || !heading || b.Heading == 0 && u.labelledBlock(i) ||
			len(title) > 0 && b.Heading == 1 || bareForm().MatchString(text) && i > 0 ||
			sectionOf(text) != other && len(title) > 0 && b.Heading == 0 && len(title) > 1 {
			return u.titled(title, i)
		}
		if len(title) > 0 && !about().MatchString(text) &&
			(titled || titleEnds().MatchString(strings.Join(title, ""))) {
			if !u.readBelowTitle(i) {
				return u.titled(title, i)
			}
			continue
		}
		titled = b.Heading == 1
		title = append(title, strings.TrimSpace(b.Text))
		u.take(i, 0, len(b.Text), Title, nil)
	}
	return u.titled(title, i)
}

// readBelowTitle reads a line right below a title: who issues the notice, or where it was read. It
// gives false for any other.
func (u *understanding) readBelowTitle(i int) bool {
	text := u.Source.Blocks[i].Text
	switch {
	case strings.HasPrefix(text, "—"):
		u.take(i, 0, len(text), Text, nil)
	case bodyName().MatchString(u.folded[i]):
		u.Inspection.Issuer = cmp.Or(u.Inspection.Issuer, strings.TrimSpace(text))
		u.take(i, 0, len(text), Issuer, nil)
	default:
		return false
	}
	return true
}

// letterhead reads the red head of an official document: who issues it, above its number.
func (u *understanding) letterhead(i, to int) bool {
	m := letterheadForm().FindStringSubmatchIndex(u.folded[i])
	if m == nil {
		return false
	}
	for next := i + 1; next < min(i+3, to); next++ {
		if fileNumber().MatchString(strings.TrimSpace(u.folded[next])) {
			u.Inspection.Issuer = u.Source.Blocks[i].Text[m[2]:m[3]]
			return true
		}
	}
	return false
}

func (u *understanding) labelledBlock(i int) bool {
	_, size := labelAt(u.folded[i])
	return size > 0
}

// titled puts the lines of a title together. Lines without a word that titles have are none.
func (u *understanding) titled(lines []string, next int) int {
	joint := ""
	if u.Language == "en" {
		joint = " "
	}
	title := strings.Join(lines, joint)
	if titleWords().MatchString(fold(title)) {
		u.Inspection.Title = title
		return next
	}
	for i := range u.Pieces {
		if u.Pieces[i].Use == Title {
			u.Pieces[i].Use = Text
		}
	}
	return next
}

// readImprint reads a line with the day of publication and the source.
func (u *understanding) readImprint(i int) {
	text := u.folded[i]
	for _, d := range datesIn(text) {
		alone, _ := dateAlone(text)
		if u.Inspection.Published == "" && (imprintDate().MatchString(text) || alone != "") {
			u.Inspection.Published = d.text
		}
	}
	if m := imprintFrom().FindStringSubmatch(text); m != nil && u.Inspection.Issuer == "" {
		u.Inspection.Issuer = m[1] + m[2]
	}
	u.take(i, 0, len(u.Source.Blocks[i].Text), Published, nil)
}

// readSignature reads the issuer and the date below a notice, and gives the first block of them.
func (u *understanding) readSignature(end int) int {
	end = u.readColophon(end)
	u.colophon = end
	for i := end - 1; i >= 0 && i >= end-frameLines; i-- {
		text := u.Source.Blocks[i].Text
		f, label := u.labelOf(i)
		if u.Source.Blocks[i].Table > 0 || label > 0 && tells(f) {
			return end // what stands above an account is no signature
		}
		if imprintBelow().MatchString(u.folded[i]) && imprint().MatchString(u.folded[i]) {
			u.readImprint(i)
			return i
		}
		if date, ok := dateAlone(u.folded[i]); ok {
			u.Inspection.Published = date
			u.take(i, 0, len(text), Published, nil)
			if i > 0 && u.signs(i-1) {
				signature := u.Source.Blocks[i-1].Text
				u.Inspection.Issuer = strings.Trim(signature, closing)
				u.take(i-1, 0, len(signature), Issuer, nil)
				i--
			}
			return i
		}
		days := datesIn(u.folded[i])
		if n := len(days); n > 0 && strings.Trim(text[days[n-1].to:], closing) == "" &&
			!strings.ContainsAny(text[:days[n-1].from], "：:") &&
			!ended().MatchString(text) && utf8.RuneCountInString(text) < 60 &&
			readNumeral(text).size == 0 && !u.labelledBlock(i) {
			d := days[n-1]
			u.Inspection.Published = d.text
			u.Inspection.Issuer = strings.Trim(text[:d.from], closing)
			u.take(i, 0, d.from, Issuer, nil)
			u.take(i, d.from, len(text), Published, nil)
			return i
		}
	}
	return end
}

// readColophon reads what an official document ends with, below its signature: whom a copy went to,
// and who printed it when. It gives the first block of it.
func (u *understanding) readColophon(end int) int {
	last := max(0, len(u.folded)-frameLines)
	for i := end - 1; i >= last; i-- {
		text := strings.TrimSpace(u.folded[i])
		switch {
		case printedOn().MatchString(text):
			if days := datesIn(text); len(days) > 0 {
				u.Inspection.Published = days[len(days)-1].text
			}
			u.take(i, 0, len(u.folded[i]), Published, nil)
		case copied().MatchString(text):
			u.take(i, 0, len(u.folded[i]), Text, nil)
		default:
			return i + 1
		}
	}
	return last
}

// signs says whether a block can be the name of who signs.
func (u *understanding) signs(i int) bool {
	text := strings.TrimSpace(u.folded[i])
	return text != "" && !noSigner().MatchString(text) && !bodyDetail().MatchString(text) &&
		utf8.RuneCountInString(text) <= 60 &&
		!ended().MatchString(text) && readNumeral(text).size == 0 && !u.labelledBlock(i) &&
		contactIn(text) == 0 && u.Source.Blocks[i].Table == 0
}

// readFarewell reads what stands behind the last finding and above the signature, as text of the
// inspection, and gives its first block. Blocks behind the signature that say nothing of the body
// are left over.
func (u *understanding) readFarewell(end int) int {
	first := end
	for i := end - 1; i >= 0 && i >= end-frameLines; i-- {
		text := strings.TrimSpace(u.folded[i])
		if u.Source.Blocks[i].Table > 0 || u.Source.Blocks[i].Heading > 0 ||
			u.labelledBlock(i) && contactIn(text) == 0 ||
			readNumeral(text).size > 0 && !orderedItem().MatchString(text) {
			break
		}
		if farewellLead().MatchString(text) || forwardLead().MatchString(text) || contactIn(text) > 0 {
			first = i
		}
	}
	for i := first; i < end; i++ {
		u.take(i, 0, len(u.folded[i]), Text, nil)
	}
	signed := map[int]bool{}
	for _, p := range u.Pieces {
		signed[p.Block] = true
	}
	for i := end; i < u.colophon; i++ {
		if signed[i] {
			continue
		}
		if contactIn(u.folded[i]) > 0 || signedOff().MatchString(u.folded[i]) {
			u.take(i, 0, len(u.folded[i]), Text, nil)
		}
	}
	return first
}

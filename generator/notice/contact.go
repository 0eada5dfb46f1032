package notice

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/generator/register"
)

// clauseStart is where the label of an address may stand: 水源地址 is none.
const clauseStart = `(?:^|[。；;，,、|：:（(.]\s*|\s)`

// reach are the ways to reach a body, each with the words before it.
var (
	phoneForm = pattern(`{phone-label}\s*{phone-joint}?\s*[：:.]?\s*(` + phoneNumber + `)`)
	nextPhone = pattern(`^\s*(?:[、，,/；;]|或|和)\s*(` + phoneNumber + `)`)
	// emailForm is an address as it is, maskedForm one that is hidden from programs: a#b.cn.
	emailForm  = pattern(`[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)+`)
	maskedForm = pattern(`{email-label}[^A-Za-z0-9]{0,8}([A-Za-z0-9._+-]+)\s*(?:[#*]|[(\[【{]\s*` +
		`(?i:at|@)\s*[)\]】}]|\s(?i:at)\s)\s*((?:[A-Za-z0-9-]+\s*` + maskedDot +
		`\s*)+[A-Za-z0-9-]+)`)
	dotForm  = pattern(`\s*` + maskedDot + `\s*`)
	postForm = pattern(`{post-label}\s*[：:]?\s*([0-9０-９]{6}|\d{5}(?:-\d{4})?\b|` +
		`[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})`)
	// An address needs its label and a colon; but for a verb that asks to write there.
	placeForm = pattern(clauseStart + `(?:{place-label}(?:为|是)?\s*[：:]|{place-lead}\s*[：:]?)` +
		`\s*([^；;。\n|]{4,80})`)
	placeSign = pattern(`[0-9０-９]|{place-sign}`)
	localForm = pattern(`^\d{3,4} ?\d{4}(?:{extension-short})?$`)
	// parted is a number whose last four figures stand apart.
	parted = pattern(`^((?:0\d{2,3}-)?\d{3,4}) (\d{4})$`)
	// postBehind is a postcode without a word for it, behind an address.
	postBehind = pattern(`[，,、\s　(（]+([0-9０-９]{6})[)）]?$`)
	// placeEnd is where the next way to reach the body begins within an address.
	placeEnd = pattern(`[（(]{place-aside}|[，,、\s]*[（(]?{place-end}`)
	// labelAlone ends a line whose value stands in the next.
	labelAlone  = pattern(`(?:{phone-label}|{post-label}|{place-label}|{email-label})\s*[：:]?\s*$`)
	contactHint = pattern(`[0-9０-９@＠]|{place-label}|{place-lead}|{email-label}`)
	webLink     = pattern(`(?:https?://|www\.)[!-~]+`)
)

const (
	phoneNumber = `[+(（]?[0-9０-９][0-9０-９ \-－—()（）]{3,22}[0-9０-９]{extension}?`
	maskedDot   = `(?:[.。]|[(\[]\s*(?i:dot)\s*[)\]])`
)

// contactIn counts the ways to reach a body in a text.
func contactIn(text string) int {
	count := 0
	if !contactHint().MatchString(text) {
		return 0 // as most paragraphs: the forms need not be tried
	}
	for _, form := range []*regexp.Regexp{phoneForm(), emailForm(), maskedForm(), postForm(),
		placeForm()} {
		if form.MatchString(text) {
			count++
		}
	}
	return count
}

// contactReader gathers the ways to reach a body, from the end of a notice up.
type contactReader struct {
	*record
	register.Contact
	phones, emails, places []string // all that differ
}

// readContact reads how to reach the body. What is said of a finding may hold telephone numbers that
// are others'. Where there are several numbers all are kept, and asked about as other things are.
func readContact(t *foldedText, rec *record) register.Contact {
	own := rec.findingBlocks()
	c := contactReader{record: rec}
	for i := len(t.folded) - 1; i >= 0; i-- {
		if !own[i] {
			c.read(t.contactText(i))
		}
	}
	if len(c.phones) > 0 {
		c.Phone = strings.Join(c.phones, "、")
	}
	for _, all := range [][]string{c.phones, c.emails, c.places} {
		if len(all) > 1 {
			rec.ask("contact-several", -1, strings.Join(all, "、"))
		}
	}
	if m := postBehind().FindStringSubmatchIndex(c.Address); m != nil && c.Postcode == "" {
		c.Address, c.Postcode = c.Address[:m[0]], c.Address[m[2]:m[3]]
	}
	c.Postcode = narrow(c.Postcode)
	switch {
	case slices.ContainsFunc(c.phones, LacksAreaCode):
		rec.ask("phone-area-code", -1, c.Phone)
	case c.Phone != "" && !register.IsPhone(c.Phone):
		rec.ask("phone-form", -1, c.Phone)
	}
	if c.Phone+c.Email+c.Address == "" {
		rec.ask("contact-missing", -1)
	}
	return c.Contact
}

// contactText is a block as it is looked at for ways to reach a body: a label that ends a line with
// the next line, cells with their labels, and no links.
func (t *foldedText) contactText(i int) string {
	b := t.Blocks[i]
	text := b.Text
	if b.Table > 0 {
		text = ""
		for n, cell := range b.Cells {
			joint := "："
			if n%2 == 1 || cell == "" {
				joint = "；"
			}
			text += cell + joint
		}
	} else if next := i + 1; next < len(t.Blocks) && t.Blocks[next].Table == 0 &&
		labelAlone().MatchString(t.folded[i]) && contactIn(t.folded[next]) == 0 {
		text = strings.TrimRight(text, "：: ") + "：" + t.Blocks[next].Text
	}
	return webLink().ReplaceAllString(text, " ")
}

// contactTable says whether a block is a row of a table in which every row says how to reach the
// body.
func (t *foldedText) contactTable(i int) bool {
	row := func(j int) bool {
		return j >= 0 && j < len(t.Blocks) && t.Blocks[j].Table == t.Blocks[i].Table
	}
	for i > 0 && row(i-1) {
		i--
	}
	for j := i; row(j); j++ {
		if contactIn(fold(t.contactText(j))) == 0 {
			return false
		}
	}
	return true
}

// read adds what one text says.
func (c *contactReader) read(original string) {
	text := fold(original)
	found := func(form *regexp.Regexp) string {
		at := form.FindStringSubmatchIndex(text)
		if at == nil {
			return ""
		}
		return strings.Trim(strings.TrimSpace(original[at[len(at)-2]:at[len(at)-1]]), "，,、")
	}
	var phones []string
	for _, p := range phonesIn(text) {
		p = dial(p)
		if last := len(phones) - 1; last >= 0 && LacksAreaCode(p) {
			p = areaCode().FindString(phones[last]) + p // 0595-22000001、22000002
		}
		if !slices.Contains(c.phones, p) && !slices.Contains(phones, p) {
			phones = append(phones, p)
		}
	}
	c.phones = append(phones, c.phones...)
	if email := c.emailIn(text); email != "" && !slices.Contains(c.emails, email) {
		c.emails = append(c.emails, email)
		c.Email = cmp.Or(c.Email, email)
	}
	place := found(placeForm())
	if at := placeEnd().FindStringIndex(fold(place)); at != nil {
		place = place[:at[0]]
	}
	place = strings.TrimRight(strings.TrimSpace(place), ".")
	if placeSign().MatchString(fold(place)) && !slices.Contains(c.places, place) {
		c.places = append(c.places, place)
		c.Address = cmp.Or(c.Address, place)
	}
	c.Postcode = cmp.Or(c.Postcode, found(postForm()))
}

// emailIn reads an address, and asks about one that is hidden from programs.
func (c *contactReader) emailIn(text string) string {
	text = halfWidth(text)
	if email := emailForm().FindString(text); email != "" {
		return email
	}
	m := maskedForm().FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	email := m[1] + "@" + dotForm().ReplaceAllString(m[2], ".")
	if !slices.Contains(c.emails, email) {
		c.ask("email-hidden", -1, strings.TrimSpace(m[0]), email)
	}
	return email
}

// halfWidth gives full-width letters, figures and signs in their usual width.
func halfWidth(text string) string {
	return strings.Map(func(r rune) rune {
		if '！' <= r && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, text)
}

// LacksAreaCode says whether a telephone number has no area code.
func LacksAreaCode(phone string) bool { return localForm().MatchString(phone) }

var areaCode = pattern(`^0\d{2,3}-`)

// hotline is a number that reaches the same office everywhere, and not the body.
var hotline = pattern(`^123[0-9]{2}$`)

// phonesIn gives the telephone numbers of a text that are the body's own, else the first.
func phonesIn(text string) []string {
	var own []string
	first := ""
	add := func(number string) {
		number = strings.TrimSpace(number)
		first = cmp.Or(first, number)
		if !hotline().MatchString(narrow(number)) {
			own = append(own, number)
		}
	}
	for _, at := range phoneForm().FindAllStringSubmatchIndex(text, -1) {
		add(text[at[2]:at[3]])
		for rest := text[at[3]:]; ; {
			next := nextPhone().FindStringSubmatchIndex(rest)
			if next == nil || len(digitsOf(rest[next[2]:next[3]])) < 7 {
				break
			}
			add(rest[next[2]:next[3]])
			rest = rest[next[3]:]
		}
	}
	if own == nil && first != "" {
		return []string{first}
	}
	return own
}

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, narrow(text))
}

// dial gives a telephone number in plain figures: （０５９５）２８００ is 0595-2800.
func dial(phone string) string {
	phone = strings.NewReplacer("－", "-", "—", "-", "（", "(", "）", ")", "--", "-").
		Replace(narrow(phone))
	if at := lex("extension").FindStringIndex(phone); at != nil && at[0] > 0 {
		phone = strings.TrimSpace(phone[:at[0]]) + "转" + digitsOf(phone[at[0]:at[1]])
	}
	if strings.HasPrefix(phone, "(") {
		phone = strings.Replace(strings.Replace(phone, "(", "", 1), ")", "-", 1)
	}
	phone = strings.ReplaceAll(strings.ReplaceAll(phone, "--", "-"), "- ", "-")
	if at := strings.IndexAny(phone, "(（"); at > 0 {
		phone = phone[:at]
	}
	if m := parted().FindStringSubmatch(phone); m != nil && strings.HasPrefix(phone, "0") {
		return m[1] + m[2]
	}
	fields := strings.Fields(phone)
	if len(fields) > 1 && utf8.RuneCountInString(fields[0]) >= 7 {
		return fields[0]
	}
	if len(fields) == 2 && strings.HasPrefix(fields[0], "0") && len(fields[0]) <= 4 {
		return fields[0] + "-" + fields[1]
	}
	return strings.Join(fields, " ")
}

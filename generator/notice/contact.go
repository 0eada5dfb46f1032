package notice

import (
	"cmp"
	"regexp"
	"strings"
	"unicode/utf8"

	"gongshi/generator/register"
)

// reach are the ways to reach a body, each with the words before it.
var (
	phoneForm = pattern(`{phone-label}\s*{phone-joint}?\s*[：:.]?\s*` +
		`([+(（]?[0-9０-９][0-9０-９ \-－—()（）]{3,22}[0-9０-９]{extension}?)`)
	contactHint = pattern("[0-9０-９@]|{contact-hint}")
	emailForm   = pattern(`[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)+`)
	postForm    = pattern(`{post-label}\s*[：:]?\s*([0-9０-９]{6}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})`)
	placeForm   = pattern(`{place-label}\s*[：:]?\s*([^；;。\n|]{4,80})`)
	hoursForm   = pattern(`{hours-label}\s*[：:]\s*([^；;。\n|]{4,60})`)
	localForm   = pattern(`^\d{3,4} ?\d{4}(?:{extension-short})?$`)
	// parted is a number whose last four figures stand apart.
	parted = pattern(`^((?:0\d{2,3}-)?\d{3,4}) (\d{4})$`)
	// postBehind is a postcode without a word for it, behind an address.
	postBehind = pattern(`[，,、\s　(（]+([0-9０-９]{6})[)）]?$`)
	// placeEnd is where the next way to reach the body begins within an address.
	placeEnd = pattern(`[（(]{place-aside}|[，,、]?\s*[（(]?{place-end}`)
)

// contactIn counts the ways to reach a body in a text.
func contactIn(text string) int {
	if !contactHint().MatchString(text) {
		return 0 // as most paragraphs: the forms need not be tried
	}
	count := 0
	for _, form := range []*regexp.Regexp{phoneForm(), emailForm(), postForm(), placeForm()} {
		if form.MatchString(text) {
			count++
		}
	}
	return count
}

// readContact reads how to reach the body, from the end of the notice up: what is said of a finding
// may hold telephone numbers that are others'.
func readContact(t *foldedText, rec *record) register.Contact {
	own := rec.findingBlocks()
	var c register.Contact
	for i := len(t.folded) - 1; i >= 0; i-- {
		text, original := t.folded[i], t.Blocks[i].Text
		if own[i] || contactIn(text) == 0 {
			continue
		}
		set := func(into *string, form *regexp.Regexp) {
			if at := form.FindStringSubmatchIndex(text); at != nil && *into == "" {
				from, to := at[len(at)-2], at[len(at)-1]
				*into = strings.Trim(strings.TrimSpace(original[from:to]), "，,、")
			}
		}
		c.Phone = cmp.Or(c.Phone, phoneIn(text))
		set(&c.Email, emailForm())
		set(&c.Postcode, postForm())
		set(&c.Address, placeForm())
		set(&c.Hours, hoursForm())
	}
	if at := placeEnd().FindStringIndex(fold(c.Address)); at != nil {
		c.Address = strings.TrimSpace(c.Address[:at[0]])
	}
	if m := postBehind().FindStringSubmatchIndex(c.Address); m != nil && c.Postcode == "" {
		c.Address, c.Postcode = c.Address[:m[0]], c.Address[m[2]:m[3]]
	}
	c.Phone, c.Postcode = dial(c.Phone), narrow(c.Postcode)
	switch {
	case LacksAreaCode(c.Phone):
		rec.ask("phone-area-code", -1, c.Phone)
	case c.Phone != "" && !register.IsPhone(c.Phone):
		rec.ask("phone-form", -1, c.Phone)
	}
	if c.Phone+c.Email+c.Address == "" {
		rec.ask("contact-missing", -1)
	}
	return c
}

// LacksAreaCode says whether a telephone number has no area code.
func LacksAreaCode(phone string) bool { return localForm().MatchString(phone) }

// hotline is a number that reaches the same office everywhere, and not the body.
var hotline = pattern(`^123[0-9]{2}$`)

// phoneIn gives the first telephone number of a text that is the body's own, else the first.
func phoneIn(text string) string {
	first := ""
	for _, m := range phoneForm().FindAllStringSubmatch(text, -1) {
		number := strings.TrimSpace(m[1])
		if !hotline().MatchString(narrow(number)) {
			return number
		}
		first = cmp.Or(first, number)
	}
	return first
}

// dial gives a telephone number in plain figures: （０５９５）２８００ is 0595-2800.
func dial(phone string) string {
	phone = strings.NewReplacer("－", "-", "—", "-", "（", "(", "）", ")", "--", "-").
		Replace(narrow(phone))
	if strings.HasPrefix(phone, "(") {
		phone = strings.Replace(strings.Replace(phone, "(", "", 1), ")", "-", 1)
	}
	phone = strings.ReplaceAll(phone, "--", "-")
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

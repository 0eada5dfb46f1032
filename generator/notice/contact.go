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
	phoneForm = regexp.MustCompile(`(?:(?:联系|监督|举报|咨询|受理|反映|公示|值班)?` +
		`(?:电 ?话|来电|热线|查询[：:])(?:号码)?|` +
		`联系(?:方式|人)[：:][^0-9。；;]{0,24}|` +
		`(?i:contact)[：:][^0-9。；;]{0,48}[,，]|(?i:tel(?:ephone)?|phone|call))` +
		`\s*(?:为|是|[（(][^）)]{1,16}[）)])?\s*[：:.]?\s*` +
		`([+(（]?[0-9０-９][0-9０-９ \-－—()（）]{3,22}[0-9０-９](?:\s*转\s*\d{1,6})?)`)
	emailForm = regexp.MustCompile(`[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)+`)
	postForm  = regexp.MustCompile(`(?:邮政编码|邮 ?编|邮政编号|(?i:post(?:al)?\s?code|` +
		`zip))\s*[：:]?\s*([0-9０-９]{6}|` +
		`[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})`)
	placeForm = regexp.MustCompile(`(?:邮政信箱|(?:通[信讯]|联系|邮寄|来信|办公|单位|接待)?地 ?址|来信请寄|` +
		`(?i:(?:postal )?address))\s*[：:]?\s*([^；;。\n|]{4,80})`)
	hoursForm = regexp.MustCompile(`(?:(?:受理|接听|办公|工作|服务|接待)时间|(?i:office hours|` +
		`hours))\s*[：:]\s*([^；;。\n|]{4,60})`)
	localForm = regexp.MustCompile(`^\d{3,4} ?\d{4}(?:转\d{1,6})?$`)
	// parted is a number whose last four figures stand apart.
	parted = regexp.MustCompile(`^((?:0\d{2,3}-)?\d{3,4}) (\d{4})$`)
	// postBehind is a postcode without a word for it, behind an address.
	postBehind = regexp.MustCompile(`[，,、\s　(（]+([0-9０-９]{6})[)）]?$`)
	// placeEnd is where the next way to reach the body begins within an address.
	placeEnd = regexp.MustCompile(`[（(](?:信封|请|注)|` +
		`[，,、]?\s*[（(]?(?:邮政?编|联系电话|电话|电子邮|邮箱|联系人|收件人|(?i:tel|phone|e-?mail|` +
		`postcode))`)
)

// contactIn counts the ways to reach a body in a text.
func contactIn(text string) int {
	if !strings.ContainsAny(text, "0123456789０１２３４５６７８９@址箱信") &&
		!strings.Contains(text, "ddress") {
		return 0 // as most paragraphs: the forms need not be tried
	}
	count := 0
	for _, form := range []*regexp.Regexp{phoneForm, emailForm, postForm, placeForm} {
		if form.MatchString(text) {
			count++
		}
	}
	return count
}

// readContact reads how to reach the body, from the end of the notice up: what is said of a finding
// may hold telephone numbers that are others'.
func (u *understanding) readContact() {
	own := map[int]bool{}
	for _, p := range u.Pieces {
		own[p.Block] = own[p.Block] || p.Finding != nil
	}
	c := &u.Contact
	for i := len(u.folded) - 1; i >= 0; i-- {
		text, original := u.folded[i], u.Source.Blocks[i].Text
		if own[i] || contactIn(text) == 0 {
			continue
		}
		set := func(into *string, form *regexp.Regexp) {
			if at := form.FindStringSubmatchIndex(text); at != nil && *into == "" {
				from, to := at[len(at)-2], at[len(at)-1]
				*into = strings.Trim(strings.TrimSpace(original[from:to]), "，,、")
			}
		}
		if c.Phone == "" {
			c.Phone = phoneIn(text)
		}
		set(&c.Email, emailForm)
		set(&c.Postcode, postForm)
		set(&c.Address, placeForm)
		set(&c.Hours, hoursForm)
	}
	if at := placeEnd.FindStringIndex(fold(c.Address)); at != nil {
		c.Address = strings.TrimSpace(c.Address[:at[0]])
	}
	if m := postBehind.FindStringSubmatchIndex(c.Address); m != nil && c.Postcode == "" {
		c.Address, c.Postcode = c.Address[:m[0]], c.Address[m[2]:m[3]]
	}
	c.Phone, c.Postcode = dial(c.Phone), narrow(c.Postcode)
	switch {
	case localForm.MatchString(c.Phone):
		u.ask("phone-area-code", -1, c.Phone)
	case c.Phone != "" && !register.IsPhone(c.Phone):
		u.ask("phone-form", -1, c.Phone)
	}
	if c.Phone+c.Email+c.Address == "" {
		u.ask("contact-missing", -1)
	}
}

// hotline is a number that reaches the same office everywhere, and not the body.
var hotline = regexp.MustCompile(`^123[0-9]{2}$`)

// phoneIn gives the first telephone number of a text that is the body's own, else the first.
func phoneIn(text string) string {
	first := ""
	for _, m := range phoneForm.FindAllStringSubmatch(text, -1) {
		number := strings.TrimSpace(m[1])
		if !hotline.MatchString(narrow(number)) {
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
	if m := parted.FindStringSubmatch(phone); m != nil && strings.HasPrefix(phone, "0") {
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

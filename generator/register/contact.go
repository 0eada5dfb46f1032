package register

import (
	"cmp"
	"regexp"
	"strings"

	"golang.org/x/text/width"
)

// Contact is how to reach a body. Phone has its area code: 0595-28008990; several have 、 between
// them.
type Contact struct {
	Phone    string `json:"phone,omitempty"`
	Email    string `json:"email,omitempty"`
	Address  string `json:"address,omitempty"`
	Postcode string `json:"postcode,omitempty"`
	Hours    string `json:"hours,omitempty"`
}

// Phones gives the telephone numbers one by one.
func (c Contact) Phones() []string {
	if c.Phone == "" {
		return nil
	}
	return strings.Split(c.Phone, phoneAnd)
}

// Or fills what c leaves open from d.
func (c Contact) Or(d Contact) Contact {
	return Contact{
		Phone:    cmp.Or(c.Phone, d.Phone),
		Email:    cmp.Or(c.Email, d.Email),
		Address:  cmp.Or(c.Address, d.Address),
		Postcode: cmp.Or(c.Postcode, d.Postcode),
		Hours:    cmp.Or(c.Hours, d.Hours),
	}
}

var (
	phoneDash  = regexp.MustCompile(` *[-－—–―‐]+ *`)
	phoneComma = regexp.MustCompile(` *[、､,;/或] *`)
	areaCode   = regexp.MustCompile(`^([(]0\d{2,3}[)] ?|0\d{2,3}[- ])`)
)

// certainPhone gives telephone numbers as they are dialled, several with 、 between them: one without
// an area code has that of the one before. Empty where any is none.
func certainPhone(written string) string {
	all := phoneDash.ReplaceAllString(width.Narrow.String(strings.TrimSpace(written)), "-")
	area := ""
	numbers := phoneComma.Split(all, -1)
	for i, number := range numbers {
		if code := areaCode.FindString(number); code != "" {
			area = code
		} else if local.MatchString(number) {
			number = area + number
		}
		if !IsPhone(number) {
			return ""
		}
		numbers[i] = number
	}
	return strings.Join(numbers, phoneAnd)
}

// phoneAnd stands between two telephone numbers.
const phoneAnd = "、"

package export

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongshi/generator/register"
)

// cards are the contact cards: the body's own, and one for each inspection that is to be asked
// about elsewhere.
func (w *writer) cards() []output {
	outputs := []output{{name: register.CardURL, make: func() ([]byte, error) {
		return w.card(w.Title, w.Contact, register.ContactURL), nil
	}}}
	for _, i := range w.Inspections {
		if i.Contact == (register.Contact{}) {
			continue
		}
		make := func() ([]byte, error) {
			name := w.Title + " " + i.Title
			return w.card(name, i.Contact.Or(w.Contact), i.URL()), nil
		}
		outputs = append(outputs, output{name: i.CardURL(), make: make})
	}
	return outputs
}

// card writes a vCard. Version 3.0 (RFC 2426), since neither Outlook nor older telephones read 4.0;
// the telephone number stays as the body writes it. CHARSET is of version 2.1: without it Outlook
// takes a text for GBK or Windows-1252 and shows other characters; all other programs read UTF-8
// and pass over a parameter that they do not know.
func (w *writer) card(name string, c register.Contact, page string) []byte {
	var b bytes.Buffer
	add := func(property string, values ...string) {
		value := strings.Join(values, ";")
		if strings.IndexFunc(value, func(r rune) bool { return r > unicode.MaxASCII }) >= 0 {
			property += ";CHARSET=UTF-8"
		}
		if strings.Trim(value, ";") != "" {
			foldLine(&b, property+":"+value)
		}
	}
	name = cardText(name)
	add("BEGIN", "VCARD")
	add("VERSION", "3.0")
	add("PRODID", "-//Gongshi//Gongshi//"+strings.ToUpper(w.Config.Language))
	add("UID", urn("contact", w.Identity(), page))
	add("FN", name)
	add("N", name, "", "", "", "")
	add("ORG", name)
	add("X-ABShowAs", "COMPANY") // or Apple's programs take it for a person
	for _, number := range c.Phones() {
		add("TEL;TYPE=WORK,VOICE", cardText(number))
	}
	add("EMAIL;TYPE=INTERNET", cardText(c.Email))
	if c.Address != "" || c.Postcode != "" {
		add("ADR;TYPE=WORK", "", "", cardText(c.Address), "", "", cardText(c.Postcode), "")
	}
	if c.Hours != "" {
		add("NOTE", cardText(w.Word("contact_hours")+w.Word("colon")+c.Hours))
	}
	if w.base != "" {
		add("URL", w.url(page))
	}
	add("END", "VCARD")
	return b.Bytes()
}

// cardText escapes a text, so that it is one value of one line.
func cardText(text string) string {
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, `,`, `\,`, `;`, `\;`).Replace(unixLines(text))
}

// lineLimit is how long a line of a card should be, in bytes, without its end.
const lineLimit = 75

// foldLine writes a line and its end; where it is too long it goes on behind a space on the next
// line, never in the midst of a character.
func foldLine(b *bytes.Buffer, line string) {
	for limit := lineLimit; len(line) > limit; limit = lineLimit - 1 {
		cut := limit
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		b.WriteString(line[:cut] + "\r\n ")
		line = line[cut:]
	}
	b.WriteString(line + "\r\n")
}

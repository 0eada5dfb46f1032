package importer

import (
	"cmp"
	"fmt"
	"strings"

	"gongshi/generator/notice"
	"gongshi/generator/register"
)

// covered says that one way to reach a body gives nothing that another does not. A number without
// area code gives nothing: it is not written, or an editor has added the code since.
func covered(c, all register.Contact) bool {
	same := func(given, there string) bool { return given == "" || given == there }
	phone := same(c.Phone, all.Phone) ||
		notice.LacksAreaCode(c.Phone) &&
			(all.Phone == "" || strings.HasSuffix(all.Phone, "-"+c.Phone))
	return phone && same(c.Email, all.Email) && same(c.Address, all.Address) &&
		same(c.Postcode, all.Postcode) && same(c.Hours, all.Hours)
}

// contact writes how to reach the body. A telephone number without area code stands in a comment:
// the checker refuses it, the area code is not ours to guess, and the text of the notice has it.
func (w *writer) contact(out *front) {
	c := w.Contact
	out.WriteString("contact:\n")
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(out, "  %s: %s\n", key, scalar(value))
		}
	}
	switch {
	case register.IsPhone(c.Phone):
		line("phone", c.Phone)
	case notice.LacksAreaCode(c.Phone):
		fmt.Fprintf(out, "  # %s\n  # phone: 0…-%s\n", w.Words()["area-code"], c.Phone)
	case c.Phone != "":
		fmt.Fprintf(out, "  # phone: %s\n", scalar(c.Phone))
	}
	line("email", c.Email)
	line("address", c.Address)
	line("postcode", c.Postcode)
	line("hours", c.Hours)
	if !register.IsPhone(c.Phone) && c.Email+c.Address == "" {
		out.WriteString("  phone:\n")
	}
}

// register writes the register's own page, for a register that is begun with this notice.
func (w *writer) register() string {
	out := newFront()
	out.need("title", cmp.Or(w.Inspection.Body, w.Inspection.Issuer, w.Inspection.Title))
	w.contact(out)
	return out.end("")
}

// config writes config.toml for a register that is begun with this notice.
func (w *writer) config() string {
	return fmt.Sprintf("title = %s\nlanguage = %q\ntimeZone = \"Asia/Shanghai\"\n",
		tomlString(cmp.Or(w.Inspection.Title, w.Inspection.Body)), w.Language)
}

func tomlString(text string) string {
	quoted := scalar(text)
	if quoted == "" || quoted[0] != '"' {
		return `"` + quoted + `"`
	}
	return quoted
}

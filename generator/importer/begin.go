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
	out.need("title", w.bodyName())
	w.contact(out)
	return out.end("")
}

// config writes config.toml for a register that is begun with this notice.
func (w *writer) config() string {
	return fmt.Sprintf("title = %s\nlanguage = %q\ntimeZone = \"Asia/Shanghai\"\n",
		tomlString(w.bodyName()), w.Language)
}

var (
	// partyBody is how the party's body within an office is called; that of a county or town stays.
	partyBody = pattern(`^(?:中共|中国共产党)?(.+?(?:局|委|办|院|校|学|所|站|厅|署|会|社|行|库|馆|台|中心|公司|集团|医院))` +
		`(?:直属|机关)?(?:党委会?|党组|党工委|党总支|党支部|委员会)(?:会)?$`)
	partyRegion = pattern(`^(?:中共|中国共产党)(.+[省市区县旗州盟乡镇道])(?:委员会|委)$`)
	// matter is what was inspected, where that is no body.
	matter = pattern(`情况$|收支|\d{4}年`)
	// noticeOn is a title such as 某局关于巡察整改进展情况的通报.
	noticeOn = pattern(`^(.{2,30}?)(?:党委|党组)?关于.+`)
)

// bodyName is what people call the body that publishes: its name without the words for its party
// committee. Where the notice gives a longer form of the name of who was inspected, that is taken.
func (w *writer) bodyName() string {
	i := w.Inspection
	body, issuer := officeName(i.Body), officeName(i.Issuer)
	if body == "" || matter().MatchString(body) || strings.HasSuffix(issuer, body) {
		body = issuer
	}
	if m := noticeOn().FindStringSubmatch(i.Title); body == "" && m != nil {
		body = officeName(m[1])
	}
	return cmp.Or(body, i.Title)
}

func officeName(name string) string {
	if m := partyBody().FindStringSubmatch(name); m != nil {
		return m[1]
	}
	if m := partyRegion().FindStringSubmatch(name); m != nil {
		if strings.ContainsAny(m[1], "乡镇道") {
			return m[1] + "党委"
		}
		return m[1] + "委"
	}
	return strings.TrimPrefix(name, "中共")
}

func tomlString(text string) string {
	quoted := scalar(text)
	if quoted == "" || quoted[0] != '"' {
		return `"` + quoted + `"`
	}
	return quoted
}

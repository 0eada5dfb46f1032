package export_test

import (
	"strings"
	"testing"

	"gongshi/generator/register"
)

func TestCardHasAllWaysToReachTheBody(t *testing.T) {
	card := parsed(t, written(t, siteOf(t, everyKey, "2024-05-01"))["contact.vcf"], "VCARD")
	for name, want := range map[string]string{
		"VERSION": "3.0", "FN": "某市财政局", "ORG": "某市财政局", "N": "某市财政局;;;;",
		"TEL": "0595-28008990", "EMAIL": "office@example.org",
		"ADR": ";;某市某路1号;;;362000;", "NOTE": "办公时间：工作日 8:00–12:00，15:00–18:00",
		"URL": "https://example.org/audit/contact.html",
	} {
		if got := card.value(t, name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestInspectionWithAContactOfItsOwnHasACard(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	if written(t, s)["audit/contact.vcf"] != nil {
		t.Error("an inspection without a contact of its own has a card")
	}
	s.Register.Inspections[0].Contact = register.Contact{Phone: "0595-1"}
	card := parsed(t, written(t, s)["audit/contact.vcf"], "VCARD")
	got := []string{card.value(t, "FN"), card.value(t, "TEL"), card.value(t, "EMAIL")}
	if want := "某市财政局 2022年预算审计|0595-1|office@example.org"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %s", got, want)
	}
}

func TestCardLeavesOutWhatIsNotKnown(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	s.Register.Contact = register.Contact{Email: "a@b.cn"}
	text := string(written(t, s)["contact.vcf"])
	for _, name := range []string{"TEL", "ADR", "NOTE"} {
		if strings.Contains(text, "\n"+name) {
			t.Errorf("%s in\n%s", name, text)
		}
	}
}

package register

import "testing"

func TestLicenceEndsWithItsAddress(t *testing.T) {
	const by = "https://creativecommons.org/licenses/by/4.0/"
	for _, c := range []struct {
		licence, name, address string
		wrong                  bool
	}{
		{"", "", "", false},
		{"   ", "", "", false},
		{"CC BY 4.0", "CC BY 4.0", "", false},
		{"转载请注明来源", "转载请注明来源", "", false},
		{by, "", by, false},
		{"CC BY 4.0\n" + by, "CC BY 4.0", by, false},
		{"CC BY 4.0（" + by + "）", "CC BY 4.0（" + by + "）", "", true},
		{by + "。", "", by + "。", true},
		{by + " 署名", by + " 署名", "", true},
		{"https：//example.org/by", "https：//example.org/by", "", true},
		{"creativecommons.org/licenses/by/4.0/", "creativecommons.org/licenses/by/4.0/", "", true},
		{"www.example.org", "www.example.org", "", true},
		{"javascript:alert(1)", "javascript:alert(1)", "", false}, // words, and no link
		{"ftp://example.org/by", "ftp://example.org/by", "", true},
	} {
		config := Config{Licence: c.licence}
		if name, address := config.Terms(); name != c.name || address != c.address {
			t.Errorf("%q: got %q, %q", c.licence, name, address)
		}
		s := &textFile{file: "config.toml"}
		s.checkLicence(&config, place{1, 1})
		if wrong := len(s.problems) > 0; wrong != c.wrong {
			t.Errorf("%q: wrong is %t", c.licence, wrong)
		}
	}
}

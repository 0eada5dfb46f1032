package register

import (
	"regexp"
	"strings"
)

// Terms are the name of the licence and its address; either may be empty.
func (c Config) Terms() (name, address string) {
	words := strings.Fields(c.Licence)
	if last := len(words) - 1; last >= 0 && isWeb(words[last]) {
		return strings.Join(words[:last], " "), words[last]
	}
	return strings.Join(words, " "), ""
}

var (
	// halfAddress is what was meant as an address but cannot be linked: without https://, with a
	// full-width colon, or in the midst of words.
	halfAddress = regexp.MustCompile(`(?i)//|\bwww\.|[a-z\d-]\.[a-z]{2,}/`)
	// swallowed is punctuation that belongs to the words around an address.
	swallowed = regexp.MustCompile(`[。，；、）》>)"”]$`)
)

func (s *textFile) checkLicence(c *Config, at place) {
	name, address := c.Terms()
	if halfAddress.MatchString(name) || swallowed.MatchString(address) {
		s.report(at, "licence-wrong", c.Licence)
	}
}

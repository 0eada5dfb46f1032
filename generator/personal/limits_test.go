package personal

import (
	"strings"
	"testing"
)

// hostile are texts that are made to cost time.
func hostile() map[string]string {
	return map[string]string{
		"digits one by one": "1 ", "digits": "1", "digits and hyphens": "1-1", "numbers": "13800138000 ",
		"Chinese digits": "一", "at signs": "a@a.", "addresses": "1号1栋1室", "houses": "号1", "names": "举报人王王",
		"discipline": "处分", "WeChat": "微信a", "plates": "闽A", "passports": "护照E1234567 ", "entities": "&#49;",
		"escapes": `\u0031`, "brackets": "<", "tags": "<a>", "quotes": "> ", "line ends": "1\n", "rooms": "11室",
		"letters": "vxvx", "Han": "市", "mails": "aa.", "ellipses": "1234567…", "E": "E1",
	}
}

func BenchmarkFindInWhatIsMadeToTakeLong(b *testing.B) {
	const size = 900_000
	for name, part := range hostile() {
		text := strings.Repeat(part, size/len(part))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				Find(text)
			}
		})
	}
}

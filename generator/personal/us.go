package personal

import "strings"

func usNumbers() []numberRule {
	return []numberRule{{SocialSecurity, socialSecurity}}
}

// socialSecurity is a Social Security number of the United States: area, group and serial number,
// none of them zeros only, no area 666 or above 899. With hyphens it speaks for itself; otherwise
// the words before it must.
func socialSecurity(n number) (string, bool) {
	d := n.digits
	if len(d) != 9 || d[:3] == "000" || d[:3] == "666" || d[0] == '9' || d[3:5] == "00" ||
		d[5:] == "0000" || !n.is([]int{3, 2, 4}) || n.isAmount() {
		return "", false
	}
	before := n.before[max(0, len(n.before)-maxContext/2):]
	hyphened := len(n.shape) == 3 && n.separator == '-' && !n.goesOn() && !n.isReference()
	return d, hyphened || socialWord().MatchString(before) && !strings.Contains(n.clause(), "。")
}

var socialWord = lazily(`(?i)\bSSN\b|social security|社会安全号|社会保障号`)

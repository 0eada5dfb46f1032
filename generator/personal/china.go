package personal

import (
	"strconv"
	"strings"
	"time"
)

// The lengths of China's numbers.
const (
	residentLength = 18
	residentOld    = 15 // until 1999
	mobileLength   = 11
)

func chinaNumbers() []numberRule {
	return []numberRule{{ResidentID, residentID}, {Mobile, mobile}, {BankCard, bankCard}}
}

// residentID is the number of GB 11643-1999: six digits for where, eight for when somebody was
// born, three to tell them from others, a check digit. The older form has a year of two digits and
// nothing to check, so that the words around it count.
func residentID(n number) (string, bool) {
	d := strings.ToUpper(n.digits)
	switch len(d) {
	case residentLength:
		return d, isRegion(d) && isBirth(d[6:14]) && residentCheck(d[:17]) == d[17]
	case residentOld:
		old := n.is([]int{6, 6, 3}) && !n.isReference() && !n.isAmount()
		return d, old && isRegion(d) && d[2:4] != "00" && d[4:6] != "00" && isBirth("19"+d[6:12])
	}
	return "", false
}

// isRegion says whether a number begins with a code of GB/T 2260, or those of Hong Kong, Macau and
// Taiwan residents.
func isRegion(d string) bool {
	const codes = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 " +
		"61 62 63 64 65 71 81 82 83"
	return strings.Contains(codes, d[:2])
}

func isBirth(date string) bool {
	_, err := time.Parse("20060102", date)
	return err == nil && "1890" <= date && date < "2050"
}

// residentCheck is the check digit by ISO 7064, MOD 11-2.
func residentCheck(digits string) byte {
	sum := 0
	for _, d := range digits {
		sum = (sum + int(d-'0')) * 2 % 11
	}
	return "10X98765432"[sum%11]
}

// mobile is a mobile telephone's number: 11 digits from 13 to 19, or the same behind +86, or behind
// the 0 of a call to another city.
func mobile(n number) (string, bool) {
	d, shape := n.digits, n.shape
	for _, prefix := range []string{"0086", "86", "0"} {
		rest, has := strings.CutPrefix(d, prefix)
		if !has || len(rest) != mobileLength || shape[0] < len(prefix) && !n.single() {
			continue
		}
		d = rest
		switch {
		case shape[0] == len(prefix):
			n.shape = shape[1:]
		case !n.single():
			n.shape = append([]int{shape[0] - len(prefix)}, shape[1:]...)
		}
	}
	if len(d) != mobileLength || d[0] != '1' || d[1] < '3' {
		return "", false
	}
	grouped := n.is([]int{3, 4, 4}, []int{4, 3, 4}, []int{4, 4, 3}, []int{3, 3, 5}, []int{7, 4}, []int{3, 8})
	return d, grouped && !n.isAmount() && !n.isReference() && !n.goesOn() && !n.isRow()
}

// isRow says whether figures that stand side by side in a table's row only look like groups.
func (n number) isRow() bool {
	if len(n.shape) == 1 || n.separator != ' ' || n.single() {
		return false
	}
	last := n.digits[len(n.digits)-n.shape[len(n.shape)-1]:]
	year := len(n.shape) == 2 && (strings.HasPrefix(last, "19") || strings.HasPrefix(last, "20"))
	next := rowNext().FindStringSubmatch(n.after)
	before := rowBefore().FindStringSubmatch(n.before)
	return year || before != nil && len(before[1]) < 4 ||
		next != nil && (next[1][0] != '1' || len(next[1]) != 3 && len(next[1]) != mobileLength)
}

var (
	rowNext   = lazily(`^ {1,3}([0-9]+)`)
	rowBefore = lazily(`([0-9]+) {1,3}$`)
)

// goesOn says whether there is more of the number than this: another group with the same separator,
// or letters before a hyphen.
func (n number) goesOn() bool {
	if len(n.shape) > 1 && n.separator != ' ' && !n.single() {
		mark := string(n.separator)
		before, is := strings.CutSuffix(n.before, mark)
		after, too := strings.CutPrefix(n.after, mark)
		return is && endsInDigit(before) || too && after != "" && isDigit(after[0])
	}
	return letterHyphen().MatchString(n.before[max(0, len(n.before)-16):])
}

var letterHyphen = lazily(`[A-Z][A-Z0-9]*[-/]$`)

func endsInDigit(text string) bool { return text != "" && isDigit(text[len(text)-1]) }

// bankCard is the number of a payment card by ISO/IEC 7812: an issuer's prefix, its lengths, the
// check digit of Luhn.
func bankCard(n number) (string, bool) {
	d := n.digits
	if !isIssuer(d) || !luhn(d) {
		return "", false
	}
	union := strings.HasPrefix(d, "62")
	grouped := n.is([]int{4, 6, 5}, []int{6, len(d) - 6}) || fours(n.shape) ||
		union && n.separator != '?' && n.separator != '.'
	row := n.separator == ' ' && !union && !strings.Contains(n.clause(), "卡")
	return d, grouped && !row && !n.isReference() && !n.isAmount()
}

// isIssuer says whether a prefix and a length go together: UnionPay and what Chinese banks issued
// before it, then the international schemes.
func isIssuer(d string) bool {
	for _, issuer := range []struct {
		prefix  string
		lengths [2]int
	}{{"62", [2]int{16, 19}}, {"9558", [2]int{16, 19}}, {"6013", [2]int{16, 19}},
		{"6014", [2]int{17, 17}}, {"690755", [2]int{15, 18}}, {"4", [2]int{16, 16}},
		{"51", [2]int{16, 16}}, {"52", [2]int{16, 16}}, {"53", [2]int{16, 16}},
		{"54", [2]int{16, 16}}, {"55", [2]int{16, 16}}, {"34", [2]int{15, 15}},
		{"37", [2]int{15, 15}}, {"35", [2]int{16, 16}}, {"6011", [2]int{16, 16}},
		{"65", [2]int{16, 16}}} {
		if strings.HasPrefix(d, issuer.prefix) && issuer.lengths[0] <= len(d) &&
			len(d) <= issuer.lengths[1] {
			return true
		}
	}
	first, _ := strconv.Atoi(d[:min(4, len(d))])
	return len(d) == 16 && 2221 <= first && first <= 2720 // Mastercard's newer numbers
}

func luhn(digits string) bool {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			d = d*2/10 + d*2%10
		}
		sum += d
	}
	return sum%10 == 0
}

// fours says whether all groups but the last have four digits, as on the card itself.
func fours(shape []int) bool {
	for i, length := range shape {
		if length != 4 && (i < len(shape)-1 || length > 4) {
			return false
		}
	}
	return true
}

package personal

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// The shortest number is a Social Security one, the longest a bank card's.
const (
	shortest      = 9
	longestNumber = 19
)

// number is digits of a text, joined across what separates them.
type number struct {
	digits        string // at the end there may be an X
	shape         []int  // how many stand together, one group after another
	separator     byte   // between groups: a space, hyphen or dot; '?' where they differ
	before, after string // in the view
}

// numberRule tells the numbers of one kind; value is as it is written without separators.
type numberRule struct {
	kind Kind
	is   func(n number) (value string, ok bool)
}

// group is digits that stand together in a view, and what separates them from the next ones.
type group struct {
	from, to int
	gap      byte // 0: another number follows; softEnd: nothing that counts
}

// numbers gives the hits among the numbers of the view.
func (v *view) numbers() []Hit {
	rules := slices.Concat(chinaNumbers(), usNumbers())
	groups := v.groups()
	var hits []Hit
	for i := range groups {
		if isAlone(groups, i) && i > 0 && groups[i-1].gap != 0 && isAlone(groups, i-1) {
			continue // one of several digits that stand alone was left out
		}
		n := number{before: v.before(groups[i].from)}
		for j := i; j < len(groups); j++ {
			n.add(v.read[groups[j].from:groups[j].to], j > i, v.gapBefore(groups, j))
			if len(n.digits) > longestNumber {
				break
			}
			torn := j > i && groups[j].gap != 0 && isAlone(groups, j) && isAlone(groups, j+1)
			if !torn || !isAlone(groups, i) {
				hits = v.try(hits, rules, n, groups[i].from, groups[j].to)
			}
			if groups[j].gap == 0 {
				break
			}
		}
	}
	return hits
}

func isAlone(groups []group, i int) bool { return groups[i].to-groups[i].from == 1 }

// before and behind are what stands around a place, as far as it matters.
func (v *view) before(at int) string { return v.read[max(0, at-maxContext):at] }

func (v *view) behind(at int) string { return v.read[at:min(len(v.read), at+maxContext)] }

func (v *view) gapBefore(groups []group, j int) byte {
	if j == 0 {
		return 0
	}
	return groups[j-1].gap
}

// add adds a group.
func (n *number) add(digits string, more bool, gap byte) {
	n.digits += digits
	if more && gap == softEnd {
		n.shape = slices.Clone(n.shape)
		n.shape[len(n.shape)-1] += len(digits)
		return
	}
	n.shape = append(slices.Clone(n.shape), len(digits))
	switch {
	case !more:
	case n.separator == 0:
		n.separator = gap
	case n.separator != gap:
		n.separator = '?'
	}
}

// try holds a number against the rules, as it is and with an X behind it.
func (v *view) try(hits []Hit, rules []numberRule, n number, from, to int) []Hit {
	n.after = v.behind(to)
	if len(n.digits) == residentLength-1 {
		if m := checkX().FindStringIndex(n.after); m != nil {
			with := n
			with.digits += "X"
			with.after = n.after[m[1]:]
			hits = v.try(hits, rules, with, from, to+m[1])
		}
	}
	if len(n.digits) < shortest || n.isPart() {
		return hits
	}
	for _, rule := range rules {
		if value, ok := rule.is(n); ok {
			hits = append(hits, v.hit(rule.kind, from, to, value))
		}
	}
	return hits
}

// checkX is a check digit of ten.
var checkX = lazily(`^[ \v_-]{0,2}[Xx]`)

// isPart says whether letters or an address make the number a part of something else.
func (n number) isPart() bool {
	r, _ := utf8.DecodeRuneInString(n.after)
	if isASCIIAlnum(r) {
		return true
	}
	word := n.before[len(strings.TrimRightFunc(n.before, isASCIIAlnum)):]
	if word != "" && !numberWord().MatchString(word) {
		return true
	}
	return strings.Contains(n.before, "://") && urlPath().MatchString(n.before)
}

const maxContext = 120 // bytes

var (
	// numberWord may stand directly before a number.
	numberWord = lazily(`(?i)^(tel|t|m|p|n|no|phone|mobile|cell|mob|wx|vx|v|qq|id|card|ssn|sfz)$`)
	urlPath    = lazily(`(?i)https?://([!-~]*[!-<>-~])?$`) // but for a parameter's value
)

// groups lists the digits of the view that stand together.
func (v *view) groups() []group {
	var groups []group
	for at := 0; at < len(v.read); {
		if !isDigit(v.read[at]) {
			at++
			continue
		}
		g := group{from: at}
		for at < len(v.read) && isDigit(v.read[at]) {
			at++
		}
		g.to = at
		for at < len(v.read) && strings.IndexByte(" -._\v", v.read[at]) >= 0 {
			at++
		}
		if at < len(v.read) && isDigit(v.read[at]) {
			g.gap = gapOf(v.read[g.to:at])
		}
		groups = append(groups, g)
	}
	return groups
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// gapOf is what a separator counts as; 0 where it is too much for one number.
func gapOf(separator string) byte {
	switch bare := strings.Trim(separator, " "); {
	case strings.Trim(separator, "_") == "", bare == string(softEnd):
		return softEnd
	case bare == "" && len(separator) <= 3:
		return ' '
	case bare == "-" || bare == ".":
		return bare[0]
	}
	return 0
}

// single says whether every digit stands alone.
func (n number) single() bool {
	return !slices.ContainsFunc(n.shape, func(length int) bool { return length != 1 })
}

// is says whether the groups have one of some lengths, or no separator parts them.
func (n number) is(shapes ...[]int) bool {
	return len(n.shape) == 1 || n.single() ||
		slices.ContainsFunc(shapes, func(s []int) bool { return slices.Equal(s, n.shape) })
}

// clause is what stands before the number since the last mark or line end, as far as it matters.
func (n number) clause() string {
	before := n.before[max(0, len(n.before)-maxContext/2):]
	if i := strings.LastIndexFunc(before, isMark); i >= 0 {
		_, size := utf8.DecodeRuneInString(before[i:])
		return before[i+size:]
	}
	return before
}

func isMark(r rune) bool { return strings.ContainsRune("，。；、！？,;!?|\n\v\t\"", r) }

// isReference says whether the words before the number call it a contract's, a document's, an
// invoice's … and no person's.
func (n number) isReference() bool {
	clause := strings.ToLower(n.clause())
	return containsAny(clause, referenceWords) && !containsAny(clause, personWords)
}

// Words are parted by bars.
const (
	referenceWords = "识别号|税号|注册号|编号|合同|文号|单号|订单|发票|票号|流水|凭证|批号|条码|代码|项目|许可|登记|备案|执照|案号|" +
		"工单|序号|№|no.|invoice|contract|order"
	personWords = "身份证|证件|手机|电话|联系|银行卡|卡号|账号|账户|开户|微信|tel|phone|mobile"
)

func containsAny(text, words string) bool {
	for word := range strings.SplitSeq(words, "|") {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// isAmount says whether a unit, a currency or a decimal point makes the number a quantity.
func (n number) isAmount() bool {
	after := strings.TrimLeft(strings.TrimPrefix(n.after, " "), "余多")
	if strings.HasPrefix(after, "元旦") {
		return false
	}
	for word := range strings.SplitSeq(units, "|") {
		if strings.HasPrefix(after, word) {
			return true
		}
	}
	before := strings.ToLower(strings.TrimSuffix(n.before, " "))
	for word := range strings.SplitSeq(currencies, "|") {
		if strings.HasSuffix(before, word) {
			return true
		}
	}
	return decimals(n.after) || strings.HasSuffix(before, ".") &&
		endsInDigit(strings.TrimSuffix(before, "."))
}

// decimals says whether a text begins with a point and up to four digits.
func decimals(text string) bool {
	rest, is := strings.CutPrefix(text, ".")
	after := strings.TrimLeft(rest, "0123456789")
	return is && len(rest) > len(after) && len(rest)-len(after) <= 4
}

const (
	units      = "元|万|亿|千元|百万|吨|股|亩|公里|公顷|平方|立方|㎡|千瓦|度电|美元|港元|人民币|%"
	currencies = "¥|￥|$|€|rmb|cny|usd"
)

// lazily is a regular expression that is compiled when it is first wanted.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

package personal

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// maker makes values that are right by every rule, and nobody's.
type maker struct{ *rand.Rand }

func (m maker) of(words ...string) string { return words[m.IntN(len(words))] }

func (m maker) digits(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + m.IntN(10)))
	}
	return b.String()
}

func (m maker) region() string {
	return m.of("110105", "350503", "440301", "510104", "650102", "310115", "350582", "330106",
		"620102", "460106")
}

func (m maker) residentID() string {
	d := m.region() + fmt.Sprintf("%04d%02d%02d", 1935+m.IntN(85), 1+m.IntN(12), 1+m.IntN(28)) +
		m.digits(3)
	return d + string(residentCheck(d))
}

func (m maker) residentOld() string {
	return m.region() + fmt.Sprintf("%02d%02d%02d", 35+m.IntN(60), 1+m.IntN(12), 1+m.IntN(28)) +
		m.digits(3)
}

func (m maker) mobile() string { return fmt.Sprintf("1%d%s", 3+m.IntN(7), m.digits(9)) }

func (m maker) bankCard() string {
	prefix := m.of("622202", "621700", "622848", "623091", "625965", "622588")
	body := prefix + m.digits(9+m.IntN(4))
	for check := byte('0'); ; check++ {
		if luhn(body + string(check)) {
			return body + string(check)
		}
	}
}

func (m maker) passport() string { return m.of("E", "EA", "EK", "EH")[:1] + m.digits(8) }

func (m maker) newPassport() string { return m.of("EA", "EK", "EH", "EJ") + m.digits(7) }

func (m maker) plate() string {
	place := m.of("闽", "京", "沪", "粤", "浙", "川") + m.of("A", "B", "C", "D", "E", "K")
	return place + m.of(m.digits(5), m.of("A", "X", "Q")+m.digits(4), "D"+m.digits(5),
		m.digits(5)+"F", m.digits(4)+m.of("Z", "H"), m.of("D", "F")+"A"+m.digits(4))
}

func (m maker) email() string {
	return m.of("zhang", "li.", "wang_", "chen-", "lin") + m.digits(1+m.IntN(8)) + "@" +
		m.of("qq.com", "163.com", "126.com", "sina.com", "139.com", "foxmail.com", "gmail.com",
			"outlook.com", "vip.qq.com", "sina.com.cn", "189.cn", "hotmail.com")
}

func (m maker) weChat() string {
	return m.of("zhang", "wxid_", "lin-", "abc") + m.digits(3+m.IntN(6))
}

func (m maker) address() string {
	place := m.of("泉州市丰泽区东海街道", "福州市鼓楼区", "", "南安市溪美街道")
	return place + m.of(
		fmt.Sprintf("金色花园%d号楼%d单元%d室", 1+m.IntN(30), 1+m.IntN(4), 101+m.IntN(2000)),
		fmt.Sprintf("湖心街%d号%d幢%d室", 1+m.IntN(300), 1+m.IntN(30), 101+m.IntN(800)),
		fmt.Sprintf("阳光小区%d栋%d室", 1+m.IntN(30), 101+m.IntN(800)),
		fmt.Sprintf("宝洲路%d号%d房", 1+m.IntN(900), 101+m.IntN(800)),
		fmt.Sprintf("滨江公寓%s座%d室", m.of("A", "B", "C"), 101+m.IntN(2800)))
}

func (m maker) name() string {
	return m.of("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "林", "欧阳") +
		m.of("伟", "秀英", "建国", "丽华", "志强", "晓明", "海燕", "文斌", "国庆", "美玲")
}

// spelling is one way of writing a value; it gives "" where the value has no such form.
type spelling struct {
	name  string
	write func(m maker, value string) string
}

// cut parts a value somewhere in its middle.
func (m maker) cut(value, with string) string {
	runes := []rune(value)
	at := 1 + m.IntN(len(runes)-1)
	return string(runes[:at]) + with + string(runes[at:])
}

// mapped writes each digit otherwise.
func mapped(value string, first rune) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r - '0' + first
		}
		return r
	}, value)
}

func wide(value string) string {
	return strings.Map(func(r rune) rune {
		if '!' <= r && r <= '~' {
			return r - '!' + 0xff01
		}
		return r
	}, value)
}

func plain(_ maker, value string) string { return value }

// spellings are those of every kind.
func spellings() []spelling {
	split := func(name, with string) spelling {
		return spelling{name, func(m maker, value string) string { return m.cut(value, with) }}
	}
	return []spelling{{"plain", plain}, split("zero-width", "\u200b"), split("joiner", "\u2060"),
		split("soft hyphen", "\u00ad"), split("bold", "**"), split("code", "`"),
		split("struck", "~~"), split("comment", "<!-- -->"), split("tag", "</span><span>"),
		split("YAML's line end", "\\\n    "), {"full-width", func(_ maker, v string) string { return wide(v) }},
		{"entity", func(m maker, v string) string {
			runes := []rune(v)
			at := m.IntN(len(runes))
			return string(runes[:at]) + fmt.Sprintf("&#%d;", runes[at]) + string(runes[at+1:])
		}},
		{"escape", func(m maker, v string) string {
			runes := []rune(v)
			at := m.IntN(len(runes))
			return string(runes[:at]) + fmt.Sprintf(`\u%04x`, runes[at]) + string(runes[at+1:])
		}},
		split("line end", "\n"), split("indented line end", "\n    "), split("quoted line", "\n> ")}
}

// numeric are those of numbers alone.
func numeric(groups ...int) []spelling {
	grouped := func(separator string) func(maker, string) string {
		return func(_ maker, v string) string {
			var parts []string
			for _, n := range groups {
				n = min(n, len(v))
				parts, v = append(parts, v[:n]), v[n:]
			}
			if v != "" {
				parts = append(parts, v)
			}
			return strings.TrimSuffix(strings.Join(parts, separator), separator)
		}
	}
	return []spelling{{"spaced", grouped(" ")}, {"hyphened", grouped("-")},
		{"wide space", grouped("　")}, {"no-break space", grouped("\u00a0")},
		{"en dash", grouped("–")}, {"dotted", grouped(".")},
		{"one by one", func(_ maker, v string) string {
			return strings.Join(strings.Split(v, ""), " ")
		}},
		{"mathematical", func(_ maker, v string) string { return mapped(v, '𝟎') }},
		{"Arabic-Indic", func(_ maker, v string) string { return mapped(v, '٠') }}}
}

// planted is a kind of value, how it is written, and what it stands between.
type planted struct {
	kind   Kind
	make   func(maker) string
	ways   []spelling
	before []string
	after  []string
}

func plants() []planted {
	everywhere := []string{"，身份证号：", "（", "，本人号码为", "：", "\n", "，账号", "、", "", "报告。"}
	end := []string{"。", "，", "）", "", "\n", "的", "、"}
	ways := func(more ...spelling) []spelling { return slices.Concat(spellings(), more) }
	chinese := spelling{"Chinese digits", func(_ maker, v string) string {
		return strings.NewReplacer("0", "〇", "1", "一", "2", "二", "3", "三", "4", "四", "5", "五",
			"6", "六", "7", "七", "8", "八", "9", "九").Replace(v)
	}}
	lower := spelling{"lower case", func(_ maker, v string) string { return strings.ToLower(v) }}
	prefixed := func(prefix string) spelling {
		return spelling{prefix, func(_ maker, v string) string { return prefix + v }}
	}
	return []planted{
		{ResidentID, maker.residentID, ways(append(numeric(6, 8, 4), lower, chinese)...),
			everywhere, end},
		{ResidentID, maker.residentOld, ways(numeric(6, 6, 3)[:4]...), everywhere, end},
		{Mobile, maker.mobile, ways(append(numeric(3, 4, 4), chinese, prefixed("+86"),
			prefixed("+86 "), prefixed("86-"), prefixed("0086 "))...), everywhere, end},
		{BankCard, maker.bankCard, ways(numeric(4, 4, 4, 4, 4)...), everywhere, end},
		{Passport, maker.passport, spellings(), []string{"护照", "，护照号码：", "（护照号"}, end},
		{Passport, maker.newPassport, spellings(), []string{"护照", "，护照号码：", "（护照号"}, end},
		{Plate, maker.plate, ways(lower, spelling{"dotted", func(_ maker, v string) string {
			runes := []rune(v)
			return string(runes[:2]) + "·" + string(runes[2:])
		}}), []string{"，车牌", "（", "驾驶", ""}, end},
		{Email, maker.email, spellings(), []string{"，邮箱：", "（", " ", "发到"}, end},
		{WeChat, maker.weChat, spellings(), []string{"，微信：", "微信号", "（微信号：", "加微信："}, end},
		{Address, maker.address, spellings(), []string{"家住", "，住址：", "，", "（"}, end},
		{Name, maker.name, spellings(), []string{"举报人", "，举报人：", "，信访人："}, []string{
			"反映的问题", "，", "来信", "。"}},
		{Name, maker.name, spellings(), []string{"给予", "，对", "，给予主任"}, []string{
			"党内警告处分", "采取留置措施", "政务记过处分"}},
		{SocialSecurity, func(m maker) string {
			return fmt.Sprintf("%03d-%02d-%04d", 1+m.IntN(665), 1+m.IntN(99), 1+m.IntN(9999))
		}, spellings()[:9], []string{"，", "SSN ", "(SSN: "}, end},
	}
}

// TestRecall plants values in every form and looks whether they are found, as the kind that they
// are. The table is shown with -v.
func TestFindsWhatIsPlanted(t *testing.T) {
	const each = 75
	m := maker{rand.New(rand.NewPCG(14, 3))}
	tried, found := 0, 0
	for _, p := range plants() {
		ofKind, hit := 0, 0
		for _, way := range p.ways {
			missed := 0
			for range each {
				value := p.make(m)
				written := way.write(m, value)
				text := "经核实" + m.of(p.before...) + written + m.of(p.after...) + "整改已经完成。"
				ofKind++
				if finds(text, p.kind, written) {
					hit++
				} else if missed++; missed == 1 {
					t.Logf("%s, %s: missed in %q: %v", p.kind, way.name, text, Find(text))
				}
			}
		}
		t.Logf("%-16s %5d of %5d", p.kind, hit, ofKind)
		tried, found = tried+ofKind, found+hit
	}
	t.Logf("%-16s %5d of %5d", "all", found, tried)
	if tried < 10_000 || found*1000 < tried*999 {
		t.Errorf("%d of %d", found, tried)
	}
}

// finds says whether a hit of the kind covers most of what was written, and Mask hides it.
func finds(text string, kind Kind, written string) bool {
	at := strings.Index(text, written)
	for _, h := range Find(text) {
		if h.Kind == kind && h.Start <= at+len(written)/3 && h.End >= at+len(written)-1 {
			return !strings.Contains(Mask(text), written)
		}
	}
	return false
}

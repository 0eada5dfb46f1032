package notice

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/generator/register"
)

// stated is a status that the notice gives in words, and where in the text they were.
type stated struct {
	status  register.Status // empty where there is none
	mixed   bool            // the words name several that do not agree
	date    string          // of completion, where it is said with the status
	due     string          // the day by which it shall be, likewise
	roughly string          // the words for it, where they give no day
}

// phrases are the words for a status, held against folded text in lower case. The longest that
// fits counts: 未完成整改 holds 完成整改, and 基本完成 holds 完成. Words that can mean two things
// (closed) have no entry, and are asked about.
var phrases = sortedPhrases(map[register.Status]string{
	register.NotStarted: "未启动 尚未启动 未开始 尚未开始 未整改 尚未整改 待整改 未开展 待启动 " +
		"not started|not yet started|not commenced|not implemented|no action taken|no progress",
	register.InProgress: "未完成 未完成整改 尚未完成 尚未完成整改 未整改到位 未整改完成 整改未完成 " +
		"部分完成 部分整改 部分整改到位 阶段性完成 阶段性完成整改 已阶段性完成 阶段性办结 已阶段性办结 取得阶段性成效 正在整改 " +
		"整改中 正在推进 推进中 持续推进 持续推进中 正在推进中 进行中 正在进行 正在办理 办理中 " +
		"正在开展 正在实施 正在落实 落实中 未办结 未销号 有序推进 正在抓紧推进 抓紧推进 部分落实 部分实施 跟进中 " +
		"正在跟进 持续办理 持续办理中 正进行中 改善中 继续列管 持续列管 逾期 延期 正在整改中 未落实 " +
		"尚未落实 未解决 部分解决 部分办结 未全部完成 尚未全部完成 没有完成 " +
		"in progress|in-progress|ongoing|on-going|on track|underway|under way|" +
		"partially implemented|" +
		"partly implemented|partially complete|partially completed|partially addressed|" +
		"under implementation|partially achieved|partially met|partially closed|in part|" +
		"implementation ongoing|open - partially addressed|" +
		"not complete|not completed|incomplete|not yet complete|not yet completed|" +
		"not yet implemented|not fully implemented|not yet fully implemented|not fully complete|" +
		"in hand|delayed|overdue|open|started|" +
		"action in progress|implementation in progress|being implemented|not on track",
	register.MostlyDone: "基本完成 基本完成整改 已基本完成 已基本完成整改 基本整改到位 基本整改完成 " +
		"整改基本完成 已基本整改到位 基本到位 基本落实 基本解决 大部分完成 大致完成 已大致完成 " +
		"substantially implemented|substantially complete|substantially completed|" +
		"largely implemented|" +
		"mostly complete|mostly implemented|nearly complete|nearly completed|" +
		"largely complete|mostly done",
	register.Completed: "完成 已完成 完成整改 已完成整改 已整改 已整改完成 整改完成 已整改到位 整改到位 " +
		"已销号 销号 已办结 办结 已全部完成 全部完成 全部完成整改 已全部完成整改 已解决 已落实 " +
		"落实到位 已落实到位 已完成并销号 已经完成 已经完成整改 已经整改到位 已实施 已全部整改到位 " +
		"全部整改到位 已完成改善 已改善完成 改善完成 解除列管 同意解除列管 已纠正 已全面落实 全面落实 整改已完成 " +
		"implemented|fully implemented|completed|complete|fully complete|done|fully addressed|" +
		"addressed|action completed|implemented in full|fully completed|closed - implemented|" +
		"closed (implemented)|closed as implemented|closed and implemented|closed - completed|" +
		"closed - complete|finished|resolved",
	register.LongTerm: "长期坚持 持续坚持 长期整改 坚持长期整改 需长期坚持 需要长期坚持 持续整改 " +
		"长期推进 长期持续 立行立改并长期坚持 完成并长期坚持 已完成并长期坚持 已完成整改并长期坚持 " +
		"完成整改并长期坚持 已完成并持续推进 已完成并持续坚持 长期 长期落实 持续长期坚持 " +
		"立行立改长期坚持 长期整改事项 长期执行 " +
		"long-term|long term|continuous|business as usual",
	register.OnHold: "暂缓 暂缓整改 暂停 暂停整改 中止整改 暂缓推进 暂不具备整改条件 暂时无法整改 " +
		"on hold|on-hold|deferred|paused|suspended|postponed",
	register.Closed: "不再整改 不予整改 无需整改 终止整改 无法整改 不予采纳 不接受 " +
		"not accepted|rejected|no longer applicable|superseded|withdrawn|not agreed|" +
		"closed - not implemented|closed (not implemented)|closed not implemented|" +
		"closed as not implemented|" +
		"closed - unimplemented|overtaken by events|closed - superseded|closed - no longer valid|" +
		"closed as superseded|no longer valid|" +
		"no longer relevant|" +
		"will not be implemented",
})

type phrase struct {
	words  string
	status register.Status
}

// sortedPhrases puts the longest first. Chinese ones are parted by spaces, English ones by bars.
func sortedPhrases(by map[register.Status]string) []phrase {
	var all []phrase
	for _, s := range register.Statuses() {
		words := strings.Fields(strings.Map(func(r rune) rune {
			if r < utf8.RuneSelf && r != ' ' {
				return ' '
			}
			return r
		}, by[s]))
		if at := strings.IndexAny(by[s], "abcdefghijklmnopqrstuvwxyz"); at >= 0 {
			words = append(words, strings.Split(by[s][at:], "|")...)
		}
		for _, w := range words {
			all = append(all, phrase{w, s})
		}
	}
	slices.SortStableFunc(all, func(a, b phrase) int {
		return cmp.Compare(len(b.words), len(a.words))
	})
	return all
}

// filler is what may stand around a status without changing it.
var filler = regexp.MustCompile(`^(?:集中整改期[内间]|目前|现|截至目前|至此|现已|当前|按期|如期|按时|均|都|该|此|本|` +
	`上述|以上|项|个|条|于|在|问题|事项|工作|任务|整改|状态|进度|情况|为|是|已|经|并|且|并且|且已|后|将|需|` +
	`需要|继续|and|is|are|has been|have been|was|now|fully|100[%％]|` +
	`[\s　，,；;。.、:：（）()【】\[\]!！√✓✔✅☑●🔴🟠🟡🟢🔵⚪-])`)

// dash parts two words of a status in English, with or without spaces around it.
var dash = regexp.MustCompile(`([a-z])(?:\s*[–—]\s*|\s+-\s+|:\s+)`)

// asks are words that name a status to come and state none: 整改完成情况.
var asks = regexp.MustCompile(`(?:情[况況形]|进[展度]|進[展度]|状态|狀態|[时時][间間限]|期限|日期|[结結]果)[\s　：:）)】\]]*$`)

// unticked is a box that nobody has ticked: （ ）已完成 claims nothing.
var unticked = regexp.MustCompile(`[\[(（【][\s　]*[\])）】]`)

// statusOf reads a text that stands where a status does. All of it has to be words for one: a
// sentence that merely tells of something completed says nothing of the finding.
func statusOf(text string) (stated, bool) {
	if asks.MatchString(text) || unticked.MatchString(text) {
		return stated{}, false
	}
	rest := dash.ReplaceAllString(strings.ToLower(fold(text)), "$1 - ")
	var s stated
	if from, to, d := planIn(rest); from < to {
		precise := true
		if s.due, precise = dueDay(rest, d); !precise {
			s.roughly = rest[from:to]
		}
		rest = rest[:from] + rest[to:]
	} else if d := datesIn(rest); len(d) == 1 {
		s.date = d[0].text
		rest = rest[:d[0].from] + rest[d[0].to:]
	}
	for rest != "" {
		if p, ok := phraseAt(rest); ok {
			rest = rest[len(p.words):]
			if strings.HasPrefix(rest, "情况") {
				return stated{}, false // 整改完成情况 is a label
			}
			s.add(p.status)
			continue
		}
		at := filler.FindStringIndex(rest)
		if at == nil {
			return stated{}, false
		}
		rest = rest[at[1]:]
	}
	if s.status == register.Completed && (s.due != "" || strings.ContainsAny(text, "将將需")) {
		s.status, s.mixed = "", true // it shall be, or it is
	}
	return s, s.status != "" || s.mixed
}

// add takes one more phrase: who has completed something and goes on with it claims the less.
func (s *stated) add(status register.Status) {
	pair := func(a, b register.Status) bool {
		return s.status == a && status == b || s.status == b && status == a
	}
	switch {
	case s.status == "" && !s.mixed:
		s.status = status
	case s.status == status:
	case pair(register.Completed, register.LongTerm):
		s.status = register.LongTerm
	case pair(register.MostlyDone, register.LongTerm):
		s.status = register.MostlyDone
	case pair(register.MostlyDone, register.InProgress),
		pair(register.LongTerm, register.InProgress),
		pair(register.Completed, register.InProgress):
		s.status = register.InProgress
	default:
		s.status, s.mixed = "", true
	}
}

func phraseAt(text string) (phrase, bool) {
	for _, p := range phrases {
		if strings.HasPrefix(text, p.words) && !wordGoesOn(text, len(p.words)) {
			return p, true
		}
	}
	return phrase{}, false
}

// wordGoesOn says whether an English word goes on behind an offset.
func wordGoesOn(text string, at int) bool {
	return at < len(text) && at > 0 && isLower(text[at-1]) && isLower(text[at])
}

func isLower(b byte) bool { return 'a' <= b && b <= 'z' }

// bracketed is a status between brackets at the end of a title, or before an account.
var bracketed = regexp.MustCompile(`[（(【\[〔［]([^（）()【】\[\]〔〕［］]{2,40})[)）】\]〕］][\s　。；;:：]*$`)

// statusIn reads the status that a heading gives to all that stands below it: 已完成整改的问题.
func statusIn(title string) stated {
	title = strings.TrimRight(title, closing)
	for _, end := range []string{"的问题", "的事项", "的任务", "的整改事项", "问题", "事项", "任务"} {
		if at := strings.LastIndex(title, end); at > 0 && at+len(end) >= len(title)-12 {
			if s, ok := statusOf(title[:at]); ok {
				return s
			}
		}
	}
	s, _ := statusOf(title)
	return s
}

// final is the last sentence of a text.
var final = regexp.MustCompile(`(?:^|[。；;.!！]\s*)([^。；;.!！]{2,60})[。；;.!！]?["”]?\s*$`)

package importer

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongshi/generator/notice"
	"gongshi/generator/register"
)

var (
	// sentenceEnd ends a sentence: a point only before a space, where no figure or initial stands.
	sentenceEnd = pattern(`[。！？；\n]+[”’）]*|[\p{Han}》）)”];|[!?;]\s|[\pL\d%)”’]{2}\.\s+`)
	// enumeration begins a measure.
	enumeration = pattern(`^[\s　]*(?:[一二三四五六七八九十]{1,3}(?:是|要|、|，)|第[一二三四五六七八九十]{1,3}[，、]|` +
		`[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、)]|[①-⑳])\s*`)
	// fact is what makes a sentence tell of something: a figure, a document, a deed.
	fact = pattern(`[0-9０-９]|《|[两三四五六七八九十百]+[个项人次家份名户笔]|` +
		`印发|制定|制订|出台|修订|建立|成立|召开|开展|组织|完成|清退|追缴|追回|收回|退还|退回|上缴|拨付|` +
		`签订|设立|公开|培训|约谈|处分|通报|移交|办结|拆除|更换|配备|安装|整治|督促|` +
		`(?i:\b(?:issued|adopted|completed|revised|updated|recovered|repaid|paid|trained|appointed|` +
		`established|introduced|implemented|reviewed|set up|published|hired|signed|approved)\b)`)
	// goal is a sentence about what is to be reached.
	goal = pattern(`^(?:整改|工作)?目标(?:任务)?[：:]|^(?i:target|goal|objective)s?:`)
	// bareStatus tells nothing but that it is done.
	bareStatus = pattern(`^(?:目前|现|该|此|上述|本|项|条|问题|事项|已|均|经|全部|基本|[，,：: ])*` +
		`(?:完成|整改|落实|办结|到位|完毕|销号|并|长期坚持)+[。.]?$|` +
		`^(?i:status: ?)?(?i:(?:fully|partially|partly) )?(?i:completed|implemented|closed|done)[.]?$`)
	// clause is where a sentence may be cut.
	clause = pattern(`[，,：:]`)
	// takesBack is a clause without which the one before says too much.
	takesBack = pattern(`^\s*(?:但|然而|不过|只是|尚|仍|还有|还未|未|除|(?i:but|however|although|except|not))`)
)

// Unsummarised lists the findings of which the notice says nothing that could be their summary.
func Unsummarised(i *notice.Import) []*notice.Finding {
	w := &writer{Import: i}
	var all []*notice.Finding
	for _, f := range i.Findings {
		if f.Summary == "" && w.summaryOf(f) == "" {
			all = append(all, f)
		}
	}
	return all
}

// summaryOf drafts a summary from what the notice says of a finding: its first sentence with a fact,
// else its first one. It is empty where there is none. The title is not said again.
func (w *writer) summaryOf(f *notice.Finding) string {
	first := ""
	for _, p := range w.piecesOf(f) {
		if p.Use != notice.Body && p.Use != notice.Measure &&
			p.Use != notice.Reason && p.Use != notice.Next {
			continue
		}
		for _, sentence := range sentences(w.Text(p)) {
			sentence = enumeration().ReplaceAllString(sentence, "")
			if bareStatus().MatchString(sentence) || goal().MatchString(sentence) || repeats(sentence, f.Title) {
				continue
			}
			short := shortened(sentence)
			if fact().MatchString(short) {
				return short
			}
			first = cmp.Or(first, short)
		}
	}
	return first
}

// sentences parts a text; each keeps what ends it but for a semicolon.
func sentences(text string) []string {
	text = publishable(strings.ReplaceAll(text, "\n", "。"))
	var all []string
	start := 0
	for _, at := range append(sentenceEnd().FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		all, start = append(all, text[start:at[1]]), at[1]
	}
	for i, s := range all {
		all[i] = strings.TrimRight(strings.TrimSpace(s), "；; ")
	}
	return all
}

// repeats says whether a sentence tells hardly more than a title.
func repeats(sentence, title string) bool {
	sentence, title = letters(sentence), letters(title)
	if strings.Contains(title, sentence) {
		return true
	}
	rest := strings.Replace(sentence, title, "", 1)
	return rest != sentence && utf8.RuneCountInString(rest) < 10
}

func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

// shortened cuts a sentence that is too long for a summary behind a clause, not within quotation
// marks or brackets, nor before a word that takes the clause back. It is empty where that leaves
// nothing.
func shortened(sentence string) string {
	if utf8.RuneCountInString(sentence) <= register.SummaryLimit {
		return sentence
	}
	cut := ""
	for _, at := range clause().FindAllStringIndex(sentence, -1) {
		head, tail := sentence[:at[0]], sentence[at[1]:]
		if utf8.RuneCountInString(head) >= register.SummaryLimit {
			break
		}
		figure := endsInFigure(head) && strings.IndexFunc(tail, unicode.IsDigit) == 0
		if !figure && balanced(head) && !takesBack().MatchString(tail) {
			cut = head
		}
	}
	if cut == "" {
		return ""
	}
	return cut + "…"
}

func endsInFigure(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsDigit(r)
}

// balanced says whether every bracket and quotation mark of a text is closed.
func balanced(text string) bool {
	for _, pair := range []string{"“”", "‘’", "《》", "（）", "()", "〔〕", "【】"} {
		open, end := string([]rune(pair)[:1]), string([]rune(pair)[1:])
		if strings.Count(text, open) != strings.Count(text, end) {
			return false
		}
	}
	return true
}

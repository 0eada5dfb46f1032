package office

import (
	"fmt"
	"regexp"
	"strings"

	"gongshi/generator/register"
)

// numbers are those of headings, as they are printed. A number such as 二(一)1(3) is one of each: part,
// category, group, finding. Where not all numbers of a notice go together like that, headings are
// counted, and below that of a finding stands its number.
type numbers struct {
	part     string
	category map[string]string
	group    map[[2]string]string // of a category
	finding  map[string]string
	counted  bool
}

// The forms of a number's components, each the sign of a level.
var (
	component  = regexp.MustCompile(`\([一二三四五六七八九十百]+\)|[一二三四五六七八九十百]+|\([0-9]+\)|[0-9]+`)
	components = regexp.MustCompile(`^(?:` + component.String() + `)+$`)
	digits     = regexp.MustCompile(`[0-9]+`)
	han        = regexp.MustCompile(`[一二三四五六七八九十百]+`)
)

func numbersOf(i *register.Inspection, lang string) numbers {
	n := numbers{category: map[string]string{}, group: map[[2]string]string{},
		finding: map[string]string{}}
	for _, f := range i.All() {
		if parts := partsOf(f.Number); lang == "en" || parts == nil || !n.take(f, parts) {
			return numbers{counted: true}
		}
	}
	return n
}

// partsOf gives the components of a number, or nil where it has others, or two of one form.
func partsOf(number string) []string {
	number = strings.NewReplacer("（", "(", "）", ")", " ", "").Replace(number)
	if !components.MatchString(number) {
		return nil
	}
	parts, forms := component.FindAllString(number, -1), map[string]bool{}
	for _, part := range parts {
		form := han.ReplaceAllString(digits.ReplaceAllString(part, "1"), "一")
		if forms[form] {
			return nil
		}
		forms[form] = true
	}
	return parts
}

// take notes the number of one more finding; false where it does not go with the others.
func (n *numbers) take(f *register.Finding, parts []string) bool {
	last := len(parts) - 1
	n.finding[f.ID] = parts[last]
	if f.Group != "" {
		last--
		if last < 0 || !same(n.group, [2]string{f.Category.ID, f.Group}, parts[last]) {
			return false
		}
	}
	last--
	if last != 1 || !same(n.category, f.Category.ID, parts[last]) || partNumber(parts[0]) == 0 {
		return false
	}
	if n.part == "" {
		n.part = parts[0]
	}
	return n.part == parts[0]
}

// same notes what a key has, and says whether that is what it had before.
func same[K comparable](of map[K]string, key K, value string) bool {
	if old, there := of[key]; there {
		return old == value
	}
	of[key] = value
	return true
}

// partNumber is the value of the number of a part, such as 二; 0 where it is of another form.
func partNumber(part string) int {
	for value := 1; value < 100; value++ {
		if chineseNumber(value) == part {
			return value
		}
	}
	return 0
}

// printed is a component as a heading has it.
func printed(part string) string {
	switch {
	case strings.HasPrefix(part, "("):
		return strings.NewReplacer("(", "（", ")", "）").Replace(part)
	case part != "" && part[0] > '9':
		return part + "、"
	case part != "":
		return part + "."
	}
	return ""
}

// ordinal is the number of a heading that no number of a finding tells, by its level from 1 and its
// place there. English has letters for 26 at most; what is beyond has none.
func (d *drafter) ordinal(level, place int) string {
	if place < 1 {
		return ""
	}
	if d.paper.Language == "en" {
		switch letter := rune(place - 1); {
		case level == 1:
			return fmt.Sprintf("%d. ", place)
		case level == 4:
			return fmt.Sprintf("(%d) ", place)
		case place > 26:
			return ""
		case level == 2:
			return "Part " + string('A'+letter) + ": "
		default:
			return "(" + string('a'+letter) + ") "
		}
	}
	return printed([]string{chineseNumber(place), "(" + chineseNumber(place) + ")",
		fmt.Sprint(place), fmt.Sprintf("(%d)", place)}[level-1])
}

// sectionNumber is the number of the next part of the notice.
func (d *drafter) sectionNumber() string {
	d.sections++
	return d.ordinal(1, d.sections)
}

package office

import (
	"regexp"
	"strconv"
	"strings"

	"gongshi/generator/register"
)

// numbers are those of the headings above findings, and of the findings below them, as they are
// printed. A number such as 二(一)1(3) is one of each: part, category, group, finding. Where not all
// numbers of a notice go together like that, each finding has its whole number and what is above
// it none.
type numbers struct {
	part     string // empty where categories are parts themselves
	category map[string]string
	group    map[[2]string]string // of a category
	finding  map[string]string
	whole    bool // the findings' numbers are whole ones
}

// one is a component of a number.
const one = `[（(]?(?:[一二三四五六七八九十百]+|[0-9]+)[)）]?`

var (
	component  = regexp.MustCompile(one)
	components = regexp.MustCompile(`^` + one + `(?:[.．]?` + one + `)*$`)
	decimal    = regexp.MustCompile(`^[0-9]+(?:\.[0-9]+)*$`)
)

func numbersOf(i *register.Inspection) numbers {
	n := numbers{category: map[string]string{}, group: map[[2]string]string{},
		finding: map[string]string{}}
	for index, f := range i.All() {
		parts := partsOf(f.Number)
		if parts == nil || !n.take(f, parts, index == 0) {
			return wholeNumbers(i)
		}
	}
	return n
}

// partsOf gives the components of a number, each of decimal ones with those before it: 1.2 is 1 and
// 1.2. It is nil where a number is of another form.
func partsOf(number string) []string {
	number = strings.NewReplacer("（", "(", "）", ")", "．", ".", " ", "").Replace(number)
	if !components.MatchString(number) {
		return nil
	}
	parts := component.FindAllString(number, -1)
	if decimal.MatchString(number) {
		for n := range parts {
			parts[n] = strings.Join(strings.Split(number, ".")[:n+1], ".")
		}
	}
	return parts
}

// take notes the number of one more finding; false where it does not go with the others.
func (n *numbers) take(f *register.Finding, parts []string, first bool) bool {
	last := len(parts) - 1
	n.finding[f.ID] = parts[last]
	if f.Group != "" {
		last--
		if last < 0 || !same(n.group, [2]string{f.Category.ID, f.Group}, parts[last]) {
			return false
		}
	}
	last--
	if last < 0 || last > 1 || !same(n.category, f.Category.ID, parts[last]) {
		return false
	}
	part := strings.Join(parts[:last], "")
	if first {
		n.part = part
	}
	return n.part == part
}

// same notes what a key has, and says whether that is what it had before.
func same[K comparable](of map[K]string, key K, value string) bool {
	if old, there := of[key]; there {
		return old == value
	}
	of[key] = value
	return true
}

func wholeNumbers(i *register.Inspection) numbers {
	n := numbers{whole: true, finding: map[string]string{}}
	for _, f := range i.All() {
		n.finding[f.ID] = f.Number
	}
	return n
}

// printed is a component as a heading has it. above says that plain figures number what stands
// below it, too: then its sign is another one, as its readers tell levels by their signs.
func (d *drafter) printed(part string, above sign) string {
	space := ""
	if d.paper.Language == "en" {
		space = " "
	}
	switch {
	case part == "":
		return ""
	case strings.HasPrefix(part, "("):
		if space == "" {
			part = strings.NewReplacer("(", "（", ")", "）").Replace(part)
		}
		return part + space
	case strings.Contains(part, "."):
		return part + " "
	case part[0] > '9':
		return part + "、"
	}
	return part + string(above) + space
}

// sign is what stands behind a plain figure.
type sign string

// The signs: of a category, and of all below it.
const (
	upper sign = "、"
	lower sign = "."
)

// sectionNumber is the number of the next part of the notice that holds no findings: parts are
// counted where the numbers of findings begin with that of their part.
func (d *drafter) sectionNumber() string {
	d.sections++
	return d.numberOf(d.sections)
}

func (d *drafter) numberOf(section int) string {
	part := d.numbers.part
	number := strings.Trim(part, "()")
	switch {
	case number == "" || section < 1:
		return ""
	case number[0] > '9':
		number = chineseNumber(section)
	default:
		number = strconv.Itoa(section)
	}
	if strings.HasPrefix(part, "(") {
		number = "(" + number + ")"
	}
	return d.printed(number, upper)
}

// partNumber is the value of the part that holds the findings; 0 where it has no number.
func (n numbers) partNumber() int {
	number := strings.Trim(n.part, "()")
	if value, err := strconv.Atoi(number); err == nil {
		return value
	}
	for value := 1; value < 100; value++ {
		if chineseNumber(value) == number {
			return value
		}
	}
	return 0
}

// ordinal is the number of a heading that no number of a finding tells.
func (d *drafter) ordinal(count int) string {
	if d.paper.Language == "en" {
		return ""
	}
	return "（" + chineseNumber(count) + "）"
}

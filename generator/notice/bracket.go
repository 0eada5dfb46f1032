package notice

import "strings"

// bracketParts parts what stands in the brackets behind a heading: （整改时限：2024年底前；已完成）.
var bracketParts = pattern(`[；;，,]`)

// bracketBehind is a pair of brackets at the end of a heading, bracketBefore one before an account.
var (
	bracketBehind = pattern(`[（(【\[]([^（）()【】\[\]]{2,60})[)）】\]][\s　。；;:：]*$`)
	bracketBefore = pattern(`^[\s　]*[（(【\[]([^（）()【】\[\]]{2,60})[)）】\]]`)
)

// readBracket reads a deadline and a status within brackets. It counts only where each part is one
// of them, and there are both; false where not.
func (a *account) readBracket(block int, text string) bool {
	var said []stated
	due, words := "", ""
	for _, part := range bracketParts().Split(text, -1) {
		f, size := labelAt(part)
		days := datesIn(part[size:])
		switch st, ok := statusOf(part); {
		case f == deadline && len(days) == 1 && days[0].text != "":
			day, precise := dueDay(part[size:], days[0])
			if due = day; !precise {
				words = strings.TrimSpace(part[size:])
			}
		case ok:
			said = append(said, st)
		default:
			return false
		}
	}
	if due == "" || len(said) != 1 {
		return false
	}
	a.setStatus(said[0], block)
	a.Deadline = due
	if words != "" {
		a.ask("deadline-day", block, a.Title, words, due)
	}
	return true
}

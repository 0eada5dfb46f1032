package notice

import "strings"

// Answer is what citizens asked about a finding, and what was answered.
type Answer struct{ Question, Answer string }

// readAnswers takes questions with their answers out of the text: 问：…, and in the next sentence or
// paragraph 答：…. A question without an answer stays.
func (item *Item) readAnswers() {
	var rest []string
	for i := 0; i < len(item.Text); i++ {
		question, answer, used := answered(item.Text[i:])
		if used == 0 {
			rest = append(rest, item.Text[i])
			continue
		}
		item.Answers = append(item.Answers, Answer{question, answer})
		i += used - 1
	}
	item.Text = rest
}

// answered reads a question with its answer at the beginning of paragraphs, and how many they are;
// 0 where there is none.
func answered(texts []string) (question, answer string, used int) {
	label := lex("question-label").FindString(fold(texts[0]))
	if label == "" {
		return "", "", 0
	}
	question = texts[0][len(label):]
	for _, end := range answerMayBegin().FindAllStringIndex(question, -1) {
		rest := question[end[1]:]
		if label := lex("answer-label").FindString(fold(rest)); label != "" {
			return strings.TrimSpace(question[:end[1]]), strings.TrimSpace(rest[len(label):]), 1
		}
	}
	if len(texts) < 2 {
		return "", "", 0
	}
	label = lex("answer-label").FindString(fold(texts[1]))
	if label == "" || strings.TrimSpace(texts[1][len(label):]) == "" {
		return "", "", 0
	}
	return strings.TrimSpace(question), strings.TrimSpace(texts[1][len(label):]), 2
}

// answerMayBegin is where an answer may begin behind a question.
var answerMayBegin = pattern(`[？?。！!；;][\s　]*|\s{2,}`)

package personal

import (
	"strings"
	"testing"
)

func TestEveryWordOfDisciplineIsAClue(t *testing.T) {
	for _, word := range strings.Split(blameWords, "|") {
		if scan("对张三"+word)&blame == 0 {
			t.Errorf("%s is none", word)
		}
	}
}

package importer

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"

	"gongshi/generator/notice"
	"gongshi/generator/register"
)

// An id made from a title has so many words at most, a Chinese character being one, and so many
// letters: it is read out on the telephone.
const (
	titleWords   = 8
	titleLetters = 48
)

// titleID is an id from the first words of a title, Chinese in pinyin; empty where it has no letter.
// Of a character with several readings the most usual one is taken, whatever the word.
func titleID(title string) string {
	words := titleSyllables(title)
	id, letters := "", false
	for n, word := range words {
		if n == titleWords || len(id)+len(word) >= titleLetters {
			break
		}
		id += "-" + word
		letters = letters || strings.ContainsFunc(word, unicode.IsLetter)
	}
	if !letters {
		return ""
	}
	return id[1:]
}

// titleSyllables are the words of a title in a-z and 0-9; what can be written in neither is left out.
func titleSyllables(title string) []string {
	var words []string
	open := false // the last word goes on
	for _, r := range norm.NFKD.String(title) {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			if !open {
				words = append(words, "")
			}
			words[len(words)-1] += string(unicode.ToLower(r))
			open = true
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’': // é is e, and don't is one word
		case unicode.Is(unicode.Han, r):
			read := pinyin.SinglePinyin(r, pinyin.NewArgs())
			if len(read) > 0 {
				words = append(words, strings.ReplaceAll(read[0], "ü", "v"))
			}
			open = false
		default:
			open = false
		}
	}
	for i, word := range words {
		words[i] = word[:min(len(word), titleLetters/2)]
	}
	return words
}

// idOf gives a finding its id, were it free.
func (w *writer) idOf(f *notice.Finding) string {
	if id := titleID(f.Title); id != "" {
		return id
	}
	return w.numberID(f)
}

// numberID is the inspection's name and the figures of the finding's number.
func (w *writer) numberID(f *notice.Finding) string {
	return idOf(strings.Trim(w.slug[:min(len(w.slug), 36)], "-"), f.Path)
}

// idOf is an id made of figures: prefix-2-1-3.
func idOf(prefix string, path []int) string {
	id := prefix
	for _, n := range path {
		id += "-" + strconv.Itoa(n)
	}
	return id
}

// unique gives an id that is not in use yet, and puts it there with the last number that was tried
// behind it: many findings may begin alike. One that the site or Windows keeps for itself is in use.
func unique(id string, used map[string]int) string {
	free, n := id, max(used[id], 1)
	for used[free] > 0 || len(register.CheckID(free)) > 0 {
		n++
		free = fmt.Sprintf("%s-x%d", id, n)
	}
	used[free] = 1
	used[id] = max(n, used[id])
	return free
}

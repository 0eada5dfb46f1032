package search

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// alphabet is small, for texts to have much in common.
var alphabet = []rune("资产专项整改ab1-２Ａ國国\n。😀𬭸 ")

func randomText(r *rand.Rand) Text {
	var b strings.Builder
	for range 1 + r.IntN(40) {
		b.WriteRune(alphabet[r.IntN(len(alphabet))])
	}
	text := Text{Lines: b.String()}
	if r.IntN(3) == 0 {
		text.Terms = []string{"office:办公室"}
	}
	return text
}

func fill(l Layout, texts map[int]Text) *Index {
	x := NewIndex(l)
	for _, number := range slices.Sorted(maps.Keys(texts)) {
		x.Add(number, texts[number])
	}
	return x
}

// allPostings reads all shards as the page does.
func allPostings(t *testing.T, x *Index) map[string]map[int]int {
	t.Helper()
	all := map[string]map[int]int{}
	for shard := range x.layout.Shards {
		lists, err := x.Shard(shard).read()
		if err != nil {
			t.Fatal(err)
		}
		for term, list := range lists {
			if all[term] = read(list); shardOf(term, x.layout.Shards) != shard {
				t.Fatalf("%q lies in shard %d", term, shard)
			}
		}
	}
	for term, count := range x.Common() {
		if got := all[term]; len(got) != count && !x.layout.isEverywhere(count) {
			t.Fatalf("%q stands in %d texts, of which %d are listed", term, count, len(got))
		}
	}
	return all
}

// Whatever stands in a text, each gram of it has the text's number and its first line.
func TestEveryGramOfATextHasItsPosting(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 1))
		sizes := []int{r.IntN(9), r.IntN(60), r.IntN(200)}
		l := NewLayout(sizes)
		l.Head = 1 + r.IntN(60)
		texts := map[int]Text{}
		for section, size := range sizes {
			for i := range size {
				texts[l.From[section]+i] = randomText(r)
			}
		}
		x := fill(l, texts)
		postings := allPostings(t, x)
		for number, text := range texts {
			folded := string(utf16.Decode(x.folding.fold(text.Lines, nil)))
			seen := map[string]bool{}
			grams(x.folding.fold(text.Lines, nil), func(g gram, _ int) {
				term := g.String()
				if seen[term] {
					return
				}
				seen[term] = true
				got := postings[term]
				at := strings.Index(folded, term)
				if at < 0 {
					t.Fatalf("%q is not in %q", term, folded)
				}
				want := 1 + strings.Count(folded[:at], "\n")
				if want > NameLines && x.layout.isEverywhere(x.common[term]) {
					want = 0
				}
				if got[number] != min(want, lines) {
					t.Fatalf("%q stands in line %d of %q, not %d", term, got[number], folded, want)
				}
			})
		}
	}
}

func TestPostingsNameNoTextWithoutTheTerm(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	l := NewLayout([]int{100})
	texts := map[int]Text{}
	for i := range 100 {
		texts[i] = randomText(r)
	}
	x := fill(l, texts)
	for term, postings := range allPostings(t, x) {
		for number := range postings {
			folded := string(utf16.Decode(x.folding.fold(texts[number].Lines, nil)))
			if !strings.Contains(folded, term) && !slices.Contains(texts[number].Terms, term) {
				t.Fatalf("%q is said to be in %q", term, folded)
			}
		}
	}
}

// Brought up to date, shards have the bytes that they have when all are made anew.
func TestUpdateGivesTheBytesOfANewIndex(t *testing.T) {
	possible := 0
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 2))
		l := NewLayout([]int{64, 200})
		l.Head = 1 + r.IntN(60)
		texts := map[int]Text{}
		for i := range 150 + r.IntN(100) {
			texts[i] = randomText(r)
		}
		before := fill(l, texts)
		u := NewUpdate(l, before.Common())
		for range r.IntN(20) {
			number := r.IntN(l.Total)
			old := texts[number]
			now := randomText(r)
			if r.IntN(4) == 0 {
				now = Text{}
			}
			if now.Lines == "" {
				delete(texts, number)
			} else {
				texts[number] = now
			}
			u.Change(number, old, now)
		}
		after := fill(l, texts)
		if !u.Possible() {
			continue
		}
		possible++
		for shard := range l.Shards {
			was := before.Shard(shard)
			if u.Touches(shard) {
				var err error
				if was, err = u.Shard(shard, was); err != nil {
					t.Fatal(err)
				}
			}
			want := after.Shard(shard)
			if !bytes.Equal(was.Lists, want.Lists) || !bytes.Equal(was.More, want.More) {
				t.Fatalf("seed %d, shard %d:\n%s\nwant\n%s", seed, shard, was, want)
			}
		}
		if !maps.Equal(u.Common(), after.Common()) {
			t.Fatalf("seed %d: common %v, want %v", seed, u.Common(), after.Common())
		}
	}
	if possible == 0 {
		t.Error("no update was possible")
	}
}

func TestFoldingIsThatOfThePage(t *testing.T) {
	script, err := os.ReadFile("../../static/js/variants.js")
	if err != nil {
		t.Fatal(err)
	}
	var known strings.Builder
	for _, part := range regexp.MustCompile(`(?m)^  '(.*)'`).FindAllSubmatch(script, -1) {
		known.Write(part[1])
	}
	if ours := strings.ReplaceAll(variants, "\n", ""); ours != known.String() {
		t.Error("variants.txt is not what static/js/variants.js has")
	}
	f := newFolding()
	for text, want := range map[string]string{"國ＡＢ　Σς": "国ab σσ", "爲衆綫裏": "为众线里", "⽤İ": "用i",
		"😀𬭸x": "😀𬭸x"} {
		if got := string(utf16.Decode(f.fold(text, nil))); got != want {
			t.Errorf("%s is folded to %s, not %s", text, got, want)
		}
	}
}

func TestMoreTextsInASectionLeaveTheNumbersOfOthers(t *testing.T) {
	moved := 0
	for n := 1; n < 2000; n++ {
		a, b := NewLayout([]int{n, 5}), NewLayout([]int{n + 1, 5})
		if a.From[1] != b.From[1] {
			moved++
		}
		if a.Total < n+5 || a.Total > n+n/4+16 {
			t.Fatalf("%d numbers for %d texts", a.Total, n+5)
		}
		if (a.From[1] == b.From[1] && a.Total == b.Total) != (a.Name() == b.Name()) {
			t.Fatalf("the names of the layouts of %d and one more", n)
		}
	}
	if moved > 60 {
		t.Errorf("moved %d times", moved)
	}
}

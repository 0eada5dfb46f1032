package render

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/problem"

	"github.com/gohugoio/hugo/common/herrors"
)

// blamer knows what Hugo was shown under other names and on other lines.
type blamer struct {
	theme overlay
	batch []Page
}

// What Hugo's sentences look like, v0.165.0.
var (
	// The quotation marks are part of a position as Hugo prints it.
	shownPath = regexp.MustCompile(`"?` + regexp.QuoteMeta(home) +
		`/((?:content|layouts|i18n)/[^":\s]+)( \(rendered from string\))?` +
		`(?::(\d+))?(?::(\d+))?"?`)
	// template: _partials/x.html:3:4: executing "_partials/x.html" at <.NoSuch>: can't …
	// html/template:kind-home.html:2:13: no such template …
	inTemplate = regexp.MustCompile(
		`(?s)^(?:html/)?template: ?([^:"]+):(\d+)(?::(\d+))?: (?:executing "[^"]*" at )?(.*)$`)
	wrapping = regexp.MustCompile(`^"[^"]*": (?:(?:execute|parse) of template failed: |` +
		`apply base template failed: |failed to load translations: )?`)
	ofPage       = regexp.MustCompile(`render of "[^"]*/(content/\d+\.md)" failed`)
	missingWord  = regexp.MustCompile(`^i18n\|MISSING_TRANSLATION\|(\w+)\|(.*)$`)
	unfilledWord = regexp.MustCompile(
		`^Failed to get translated string for language "(\w+)" and ID "([^"]+)": ` +
			`(?:template: .*? executing "" at )?(.*)$`)
	// On Windows Hugo's paths have backslashes, doubled where it quotes them.
	backslashed = regexp.MustCompile(`\\+` + regexp.QuoteMeta(home[1:]) + `\\[^":\s]+`)
	strokes     = regexp.MustCompile(`\\+`)
	advice      = regexp.MustCompile(
		`(?s)(\nYou can suppress|; see https://|; the current security).*`)
)

// blame turns what Hugo said and what it returned into a problem.List. Any warning counts.
func (b blamer) blame(err error, said []string) error {
	var list problem.List
	unfilled := map[string]bool{}
	said = slices.Clone(said)
	for i, line := range said {
		said[i] = slashed(line)
	}
	for _, line := range said {
		if m := unfilledWord.FindStringSubmatch(line); m != nil {
			unfilled[m[2]] = true
			list = append(list, b.word("word-unfilled", m[1], m[2], m[3]))
		}
	}
	for _, line := range said {
		missing := missingWord.FindStringSubmatch(line)
		switch {
		case unfilledWord.MatchString(line):
		case missing == nil:
			list = append(list, b.warning(line))
		case !unfilled[missing[2]]:
			list = append(list, b.word("word-missing", missing[1], missing[2]))
		}
	}
	for _, f := range apart(err) {
		// Hugo's own summary, "logged 3 error(s)", adds nothing.
		if len(said) == 0 || !strings.HasPrefix(f.cause.Error(), "logged ") {
			list = append(list, b.failure(f))
		}
	}
	return list.Err()
}

// slashed writes the paths in Hugo's home the same way on every system.
func slashed(text string) string {
	return backslashed.ReplaceAllStringFunc(text, func(path string) string {
		return strokes.ReplaceAllString(path, "/")
	})
}

// fault is one error of Hugo's, out of the many that it wraps and joins.
type fault struct {
	whole error             // with all that was wrapped around it
	cause error             // the innermost error
	file  herrors.FileError // the innermost one that names a file; may be nil
}

// apart takes wrapped and joined errors apart.
func apart(whole error) []fault {
	f := fault{whole: whole}
	for err := whole; err != nil; err = errors.Unwrap(err) {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			var all []fault
			for _, e := range joined.Unwrap() {
				all = append(all, apart(e)...)
			}
			return all
		}
		if file, ok := err.(herrors.FileError); ok {
			f.file = file
		}
		f.cause = err
	}
	if whole == nil {
		return nil
	}
	return []fault{f}
}

// word is a problem with a word of a language: in the site's own file, unless it is built in.
func (b blamer) word(rule, language, key string, more ...any) problem.Problem {
	file := wordsFile(language)
	if rule == "word-unfilled" && !b.theme.definesWord(file, key) {
		file = "(built in) " + file
	}
	return problem.Problem{File: file, Rule: rule, Args: append([]any{key}, more...)}
}

// warning is a line of Hugo's log as a problem.
func (b blamer) warning(line string) problem.Problem {
	p := problem.Problem{Rule: "render-warning"}
	url := ""
	if m := shownPath.FindStringSubmatch(line); m != nil {
		p.File, p.Line, p.Column = b.position(m)
		if after, leads := strings.CutPrefix(line, m[0]); leads {
			line = strings.TrimLeft(after, ": ")
		}
		if p.File == "" {
			url = b.page(m[1]).URL
		}
	}
	p.Args = []any{onPage(b.clean(line), url)}
	return p
}

// onPage tells which page was being rendered, where the place does not.
func onPage(text, url string) string {
	if url == "" || strings.Contains(text, url) {
		return text
	}
	return text + " (" + url + ")"
}

// failure is an error of Hugo's as a problem, at the innermost file that it names.
func (b blamer) failure(f fault) problem.Problem {
	text := slashed(f.cause.Error())
	if f.file != nil {
		text = wrapping.ReplaceAllString(slashed(f.file.Error()), "")
	}
	place := []string(nil)
	if m := inTemplate.FindStringSubmatch(text); m != nil {
		place, text = []string{"", "layouts/" + m[1], "", m[2], m[3]}, m[4]
	} else if f.file != nil {
		place = shownPath.FindStringSubmatch(slashed(f.file.Position().String()))
	}
	p := problem.Problem{Rule: "render-broken"}
	if place != nil {
		p.File, p.Line, p.Column = b.position(place)
		folder, _, _ := strings.Cut(place[1], "/")
		p.Rule = map[string]string{
			"content": "render-warning", "i18n": "words-broken", "layouts": "template-broken",
		}[folder]
	}
	url := ""
	if m := ofPage.FindStringSubmatch(slashed(f.whole.Error())); m != nil {
		url = b.page(m[1]).URL
	}
	p.Args = []any{onPage(b.clean(text), url)}
	return p
}

// position gives the author's place for a match of shownPath.
func (b blamer) position(m []string) (file string, line, column int) {
	line, _ = strconv.Atoi(m[3])
	column, _ = strconv.Atoi(m[4])
	if strings.HasPrefix(m[1], "content/") {
		page := b.page(m[1])
		inBody := line - frontLines
		// A Markdown param has lines of its own, which are not the file's.
		if page.File == "" || m[2] != "" || inBody < 1 {
			return page.File, 0, 0
		}
		// Here Hugo counts bytes from 1.
		return page.File, page.Line + inBody - 1, characters(page.Body, inBody, column-1)
	}
	path := b.theme.behind(m[1])
	if m[4] != "" && strings.HasPrefix(path, "layouts/") {
		column = characters(string(b.theme[path].data), line, column) // and here from 0
	}
	return b.theme.name(path), line, column
}

// page finds the page behind contentPath.
func (b blamer) page(path string) Page {
	var i int
	if _, err := fmt.Sscanf(path, contentFormat, &i); err != nil || i >= len(b.batch) {
		return Page{}
	}
	return b.batch[i]
}

// clean writes paths as the author knows them, and leaves out advice on how to configure Hugo.
func (b blamer) clean(text string) string {
	text = advice.ReplaceAllString(text, "")
	text = shownPath.ReplaceAllStringFunc(text, func(s string) string {
		m := shownPath.FindStringSubmatch(s)
		file, line, column := b.position(m)
		if file == "" {
			return b.page(m[1]).URL
		}
		for _, n := range []int{line, column} {
			if n > 0 {
				file += ":" + strconv.Itoa(n)
			}
		}
		return file
	})
	return strings.TrimSpace(text)
}

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

// errorMap maps Hugo's errors to problems: it knows what Hugo read under other names and on other
// lines.
type errorMap struct {
	theme overlay
	batch []Page
}

// What Hugo's messages look like, v0.165.0.
var (
	// The quotation marks are part of a position as Hugo prints it.
	hugoPathAt = regexp.MustCompile(`"?` + regexp.QuoteMeta(home) +
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
	slashRuns   = regexp.MustCompile(`\\+`)
	advice      = regexp.MustCompile(
		`(?s)(\nYou can suppress|; see https://|; the current security).*`)
)

// problems turns what Hugo returned and logged into a problem.List. Any warning counts.
func (e errorMap) problems(err error, logged []string) error {
	var list problem.List
	unfilled := map[string]bool{}
	logged = slices.Clone(logged)
	for i, line := range logged {
		logged[i] = slashed(line)
	}
	for _, line := range logged {
		if m := unfilledWord.FindStringSubmatch(line); m != nil {
			unfilled[m[2]] = true
			list = append(list, e.word("word-unfilled", m[1], m[2], m[3]))
		}
	}
	for _, line := range logged {
		missing := missingWord.FindStringSubmatch(line)
		switch {
		case unfilledWord.MatchString(line):
		case missing == nil:
			list = append(list, e.warning(line))
		case !unfilled[missing[2]]:
			list = append(list, e.word("word-missing", missing[1], missing[2]))
		}
	}
	for _, f := range unjoin(err) {
		// Hugo's own summary, "logged 3 error(s)", adds nothing.
		if len(logged) == 0 || !strings.HasPrefix(f.cause.Error(), "logged ") {
			list = append(list, e.failure(f))
		}
	}
	return list.Err()
}

// slashed writes the paths in Hugo's home the same way on every system.
func slashed(text string) string {
	return backslashed.ReplaceAllStringFunc(text, func(path string) string {
		return slashRuns.ReplaceAllString(path, "/")
	})
}

// hugoError is one error of Hugo's, out of the many that it wraps and joins.
type hugoError struct {
	whole error             // with all that was wrapped around it
	cause error             // the innermost error
	file  herrors.FileError // the innermost one that names a file; may be nil
}

// unjoin takes wrapped and joined errors apart.
func unjoin(whole error) []hugoError {
	f := hugoError{whole: whole}
	for err := whole; err != nil; err = errors.Unwrap(err) {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			var all []hugoError
			for _, e := range joined.Unwrap() {
				all = append(all, unjoin(e)...)
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
	return []hugoError{f}
}

// word is a problem with a word of a language: in the site's own file, unless it is built in.
func (e errorMap) word(rule, language, key string, more ...any) problem.Problem {
	file := wordsFile(language)
	if rule == "word-unfilled" && !e.theme.definesWord(file, key) {
		file = "(built in) " + file
	}
	return problem.Problem{File: file, Rule: rule, Args: append([]any{key}, more...)}
}

// warning is a line of Hugo's log as a problem.
func (e errorMap) warning(line string) problem.Problem {
	p := problem.Problem{Rule: "render-warning"}
	url := ""
	if m := hugoPathAt.FindStringSubmatch(line); m != nil {
		p.File, p.Line, p.Column = e.position(m)
		if after, leads := strings.CutPrefix(line, m[0]); leads {
			line = strings.TrimLeft(after, ": ")
		}
		if p.File == "" {
			url = e.page(m[1]).URL
		}
	}
	p.Args = []any{onPage(e.clean(line), url)}
	return p
}

// onPage says which page was being rendered, where the place does not.
func onPage(text, url string) string {
	if url == "" || strings.Contains(text, url) {
		return text
	}
	return text + " (" + url + ")"
}

// failure is an error of Hugo's as a problem, at the innermost file that it names.
func (e errorMap) failure(f hugoError) problem.Problem {
	text := slashed(f.cause.Error())
	if f.file != nil {
		text = wrapping.ReplaceAllString(slashed(f.file.Error()), "")
	}
	place := []string(nil)
	if m := inTemplate.FindStringSubmatch(text); m != nil {
		place, text = []string{"", "layouts/" + m[1], "", m[2], m[3]}, m[4]
	} else if f.file != nil {
		place = hugoPathAt.FindStringSubmatch(slashed(f.file.Position().String()))
	}
	p := problem.Problem{Rule: "render-broken"}
	if place != nil {
		p.File, p.Line, p.Column = e.position(place)
		folder, _, _ := strings.Cut(place[1], "/")
		p.Rule = map[string]string{
			"content": "render-warning", "i18n": "words-broken", "layouts": "template-broken",
		}[folder]
	}
	url := ""
	if m := ofPage.FindStringSubmatch(slashed(f.whole.Error())); m != nil {
		url = e.page(m[1]).URL
	}
	p.Args = []any{onPage(e.clean(text), url)}
	return p
}

// position gives the author's place for a match of hugoPathAt.
func (e errorMap) position(m []string) (file string, line, column int) {
	line, _ = strconv.Atoi(m[3])
	column, _ = strconv.Atoi(m[4])
	if strings.HasPrefix(m[1], "content/") {
		page := e.page(m[1])
		inBody := line - frontLines
		// A Markdown param has lines of its own, which are not the file's.
		if page.File == "" || m[2] != "" || inBody < 1 {
			return page.File, 0, 0
		}
		// Here Hugo counts bytes from 1.
		return page.File, page.Line + inBody - 1, characters(page.Body, inBody, column-1)
	}
	path := e.theme.themePath(m[1])
	if m[4] != "" && strings.HasPrefix(path, "layouts/") {
		column = characters(string(e.theme[path].data), line, column) // and here from 0
	}
	return e.theme.name(path), line, column
}

// page finds the page behind contentPath.
func (e errorMap) page(path string) Page {
	var i int
	if _, err := fmt.Sscanf(path, contentFormat, &i); err != nil || i >= len(e.batch) {
		return Page{}
	}
	return e.batch[i]
}

// clean writes paths as the author knows them, and leaves out advice on how to configure Hugo.
func (e errorMap) clean(text string) string {
	text = advice.ReplaceAllString(text, "")
	text = hugoPathAt.ReplaceAllStringFunc(text, func(s string) string {
		m := hugoPathAt.FindStringSubmatch(s)
		file, line, column := e.position(m)
		if file == "" {
			return e.page(m[1]).URL
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

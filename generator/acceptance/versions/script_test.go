package versions

import (
	"testing"

	"gongshi/generator/acceptance/browser"
)

// narrows has the list of all findings narrowed, and looks for what is typed.
func narrows(tab *browser.Tab, dir string) {
	tab.Helper()
	tab.Visit(dir, "findings/index.html", browser.PhoneWidth)
	tab.Ask(`(() => {
		const select = document.getElementById('search-status')
		select.value = 'in-progress'
		select.dispatchEvent(new Event('change', {bubbles: true}))
	})()`)
	tab.Until("document.querySelectorAll('#search-rows .badge--in-progress').length === 3")
	tab.Until("location.hash === '#status=in-progress'")
	tab.Visit(dir, "search.html", browser.PhoneWidth)
	tab.Ask(`(() => {
		const input = document.getElementById('search-words')
		input.value = '國有資產 逾期'
		input.dispatchEvent(new Event('input'))
	})()`)
	tab.Until("document.querySelectorAll('#search-rows .schedule--overdue').length > 0")
	tab.Until("document.querySelector('mark').textContent === '国有资产'")
}

// counts opens a page half a year after it was made.
func counts(t *testing.T, tab *browser.Tab, dir string) {
	t.Helper()
	days := func() float64 {
		tab.Visit(dir, "overdue.html", browser.PhoneWidth)
		n, _ := tab.Ask("parseInt(document.querySelector('.schedule--overdue').textContent.replace(/\\D+/, ''))").(float64)
		return n
	}
	late := map[string]float64{}
	for _, day := range []string{"2026-11-23", "2027-05-23"} {
		added := tab.Call("Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": `{
			const then = Date.parse('` + day + `T12:00:00'), System = Date
			Date = class extends System {
				constructor(...a) { a.length ? super(...a) : super(then) }
				static now() { return then }
			}
		}`})
		late[day] = days()
		tab.Call("Page.removeScriptToEvaluateOnNewDocument", added)
	}
	if late["2026-11-23"] < 1 || late["2027-05-23"]-late["2026-11-23"] != 181 {
		t.Errorf("days late: %v", late)
	}
}

// enlarges presses the switch for large text, twice.
func enlarges(t *testing.T, tab *browser.Tab, dir string) {
	t.Helper()
	tab.Visit(dir, "index.html", browser.PhoneWidth)
	size := func() any { return tab.Ask("getComputedStyle(document.body).fontSize") }
	press := "document.querySelector('.large-text__switch').click()"
	before := size()
	tab.Ask(press)
	if after := size(); before != "18px" || after != "24px" {
		t.Errorf("letters of %v, large ones of %v", before, after)
	}
	report(t, tab, "index.html in large text", browser.PhoneWidth)
	tab.Ask(press)
	if after := size(); after != before {
		t.Errorf("letters of %v once they are not large any more", after)
	}
}

// unfolds prints a page, and looks at what of it is open meanwhile and afterwards.
func unfolds(t *testing.T, tab *browser.Tab, dir string) {
	t.Helper()
	tab.Visit(dir, "findings/talent.html", browser.PhoneWidth)
	tab.Ask(`window.seen = []; ['beforeprint', 'afterprint'].forEach((name) =>
		addEventListener(name, () => seen.push(document.querySelectorAll('details[open]').length +
			' of ' + document.querySelectorAll('details').length)))`)
	tab.Call("Page.printToPDF", nil)
	tab.Until("seen.length === 2")
	if seen := tab.Ask("seen.join()"); seen != "2 of 2,0 of 2" {
		t.Errorf("open while it is printed, and after: %v", seen)
	}
}

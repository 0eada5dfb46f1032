package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi"
)

// idle is the finding that the editor of these tests writes.
const idle = "content/quanzhou-2022/direction/idle-assets.md"

// One browser and one watch serve all of an editor's morning: starting them is what takes time.
func TestAnEditorSeesInTheBrowserWhatIsSaved(t *testing.T) {
	d := sit(t, "/findings/idle-assets.html")
	d.sees(`document.querySelector('h1').innerText.startsWith('盘活')`) // the first build is done
	d.sees(`$('.bar').innerText.includes('0 drafts')`)
	d.sees(`$('.bar').innerText.includes('no problems')`)
	for _, part := range []struct {
		name string
		test func(*desk)
	}{
		{"a page that changes stays where it was", staysInPlace},
		{"the overlay comes and goes", coversAndUncovers},
		{"the bar counts drafts and leads to the file", counts},
		{"a style is swapped", restyles},
		{"a day is chosen", choosesDay},
		{"search finds what is new", searches},
	} {
		if !t.Run(part.name, func(t *testing.T) { d.part(t, part.test) }) {
			return // the later parts begin where it would have ended
		}
	}
}

// part plays one part, in which the browser has nothing to find wrong.
func (d *desk) part(t *testing.T, test func(*desk)) {
	whole := d.t
	d.t = t
	defer func() { d.t = whole }()
	test(d)
	d.said.Lock()
	defer d.said.Unlock()
	for _, complaint := range d.complaints {
		t.Error(complaint)
	}
}

func staysInPlace(d *desk) {
	d.does(`window.same = true; scrollTo({ top: 700, behavior: 'instant' })`)
	d.sees(`scrollY === 700`)
	d.saves(idle, strings.Replace(d.text(idle), "title: ", "title: 新近", 1))
	d.sees(`document.querySelector('h1').innerText.includes('新近')`)
	d.sees(`!window.same && scrollY === 700`)
}

func coversAndUncovers(d *desk) {
	good := d.text(idle)
	d.does(`window.same = true`)
	d.saves(idle, strings.Replace(good, "status: in-progress", "status: done", 1))
	d.sees(`$('dialog').matches(':modal') && $('h2').innerText === '1 problem'`)
	d.sees(`$('mark').innerText === 'done' && $('.fix').innerText.startsWith('use not-started')`)
	d.sees(`$('li .text').innerText.startsWith('` + idle + `:7:9: status "done"')`)
	d.sees(`document.querySelector('h1').innerText.includes('新近')`)
	d.saves(idle, good)
	d.sees(`!$('dialog').open && $('.bar').innerText.includes('no problems') && window.same`)
}

func counts(d *desk) {
	d.sees(`$('.source').innerText === '` + idle + `'`)
	d.sees(`$('.source').href.startsWith('vscode://file/')`)
	d.sees(`decodeURI($('.source').href).endsWith('/` + idle + `')`)
	draft := strings.Replace(d.text(idle), "title: ", "draft: true\ntitle: 草稿", 1)
	const unready = "content/quanzhou-2022/direction/not-yet.md"
	d.saves(unready, strings.Replace(draft, "number: ", "number: 补", 1))
	d.sees(`$('.bar').innerText.includes('1 draft')`)
	d.open("/findings/not-yet.html")
	d.sees(`document.querySelector('h1').innerText.includes('草稿')`)
	d.open("/findings/idle-assets.html") // a page that goes is a 404 in the console
	if err := os.Remove(filepath.Join(d.source, filepath.FromSlash(unready))); err != nil {
		d.t.Fatal(err)
	}
	d.sees(`$('.bar').innerText.includes('0 drafts')`)
}

func restyles(d *desk) {
	style, err := fs.ReadFile(gongshi.Theme, "static/site.css")
	if err != nil {
		d.t.Fatal(err)
	}
	d.sees(`$('.bar').innerText.includes('0 drafts')`)
	d.does(`window.same = true`)
	for _, colour := range []string{"rgb(1, 2, 3)", "rgb(4, 5, 6)"} {
		d.saves("static/site.css", fmt.Sprintf("%s\nh1 { color: %s }", style, colour))
		d.sees(`getComputedStyle(document.querySelector('h1')).color === '` + colour + `'`)
	}
	d.sees(`window.same && document.querySelectorAll('link[rel=stylesheet]').length === 1`)
}

func choosesDay(d *desk) {
	choose := func(day string) string {
		return `$('#day').value = '` + day + `'; $('#day').dispatchEvent(new Event('change'))`
	}
	const schedule = `document.querySelector('.schedule').dataset.schedule`
	d.does(choose("2023-12-20"))
	d.sees(schedule + ` === 'due-soon'`)
	d.does(choose("2024-01-10"))
	d.sees(schedule + ` === 'overdue'`)
	d.sees(`document.querySelector('.schedule').innerText.includes('10天')`)
	d.does(`$('.day button').click()`)
	d.sees(`$('#day').value === '' && $('.day button').disabled`)
}

func searches(d *desk) {
	d.saves(idle, strings.Replace(d.text(idle), "\n---\n", "\n---\n独角兽。\n", 1))
	d.serves("/data/search.js", "独角兽") // the texts follow when it has been quiet
	d.open("/search.html")
	d.sees(`!document.querySelector('#search').hidden`)
	d.does(`const words = document.querySelector('#search-words'); words.value = '独角兽';
words.dispatchEvent(new Event('input', { bubbles: true }))`)
	d.sees(`document.querySelector('#search-rows').innerText.includes('盘活闲置国有资产')`)
}

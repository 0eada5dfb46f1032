// One finding among what was found: a copy of a row that the page brings along for its look.

import { about, daysUntil, say } from './days.js'
import { lookOf, template } from './finding.js'
import { show, snippet } from './snippet.js'

// result gives the row of a finding. words are what was looked for; own are the page's words for
// what no day changes; form has the inspections' names.
export function result(finding, words, own, form) {
  const row = template(lookOf(finding)).content.firstElementChild.cloneNode(true)
  const lines = finding.text.split('\n')
  const link = row.querySelector('a')
  link.setAttribute('href', own.root + 'findings/' + finding.id + '.html')
  show(link, lines[0], words)
  show(row.querySelector('.row__number'), lines[1], words)
  const fill = (name, text) => {
    const place = row.querySelector('.row__' + name)
    if (place) show(place, text, words)
  }
  fill('summary', lines[3])
  fill('of', inspection(finding, form))
  const found = snippet(lines, words)
  if (found) {
    const place = document.createElement('p')
    place.className = 'search__snippet'
    show(place, found, words)
    row.querySelector('.row__what').appendChild(place)
  }
  line(row, finding, own)
  addState(row.querySelector('.row__state'), finding, own)
  return row
}

// inspection is the name of the group that a finding's category stands in, or of its inspection where
// those alone can be chosen.
function inspection(finding, form) {
  const whole = finding.category.slice(0, finding.category.indexOf('/') + 1)
  const option = Array.from(form.querySelector('[name=category]').options)
    .find((one) => one.value === finding.category || one.value === whole && one.dataset.name)
  return option && (option.dataset.name || option.parentNode.label) || ''
}

// line puts in what only the list of all findings shows.
function line(row, finding, own) {
  const due = finding.date || finding.deadline || ''
  const texts = {
    office: finding.offices.join(own.mark),
    due: due === 'not-stated' ? own.unstated : due,
  }
  for (const name of Object.keys(texts)) {
    const place = row.querySelector('.row__' + name)
    if (place && texts[name]) place.appendChild(document.createTextNode(texts[name]))
    else if (place) place.remove()
  }
}

function addState(place, finding, own) {
  const state = finding.state
  const late = finding.late ? say('late', finding.late, own) : own.metLate
  const fixed = { met: own.met, 'met-late': late }
  add(place, 'schedule schedule--' + state.schedule, state.text || fixed[state.schedule])
  add(place, 'schedule__about', about(finding.late || -state.days))
  const since = finding.first ? -daysUntil(finding.first) : 0
  if (since > 0) add(place, 'schedule__since', say('since', since) + about(since))
}

function add(place, name, text) {
  if (!text) return
  const mark = document.createElement('span')
  mark.className = name
  mark.textContent = text
  place.appendChild(document.createTextNode(' '))
  place.appendChild(mark)
}

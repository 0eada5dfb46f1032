// One finding among what was found: a copy of a row that the page brings along for its look.

import { daysUntil, say } from './days.js'
import { show, snippet } from './snippet.js'

// result gives the row of a finding. words are what was looked for; own are the page's words for
// what no day changes.
export function result(finding, words, own) {
  const look = finding.status + ' ' + finding.basis + (finding.draft ? ' draft' : '')
  const template = document.querySelector(`template[data-look="${look}"]`)
  const row = template.content.firstElementChild.cloneNode(true)
  const lines = finding.text.split('\n')
  const link = row.querySelector('a')
  link.setAttribute('href', 'findings/' + finding.id + '.html')
  show(link, lines[0], words)
  show(row.querySelector('.row__number'), lines[1], words)
  show(row.querySelector('.row__summary'), lines[3], words)
  const found = snippet(lines, words)
  if (found) {
    const place = document.createElement('p')
    place.className = 'search__snippet'
    show(place, found, words)
    row.querySelector('.row__what').appendChild(place)
  }
  addState(row.querySelector('.row__state'), finding, own)
  return row
}

function addState(place, finding, own) {
  const state = finding.state
  const late = finding.late ? say('late', finding.late, own) : own.metLate
  const fixed = { met: own.met, 'met-late': late }
  add(place, 'schedule schedule--' + state.schedule, state.text || fixed[state.schedule])
  const since = finding.first ? -daysUntil(finding.first) : 0
  if (since > 0) add(place, 'schedule__since', say('since', since))
}

function add(place, name, text) {
  if (!text) return
  const mark = document.createElement('span')
  mark.className = name
  mark.textContent = text
  place.appendChild(document.createTextNode(' '))
  place.appendChild(mark)
}

// What a search asks of one finding.

import { deadline, review, words as dayWords } from './days.js'
import { fold } from './fold.js'

// stateOf gives a finding's schedule on the visitor's day; what no day changes has no words here.
function stateOf(finding) {
  if (finding.date) return deadline(finding.date)
  if (finding.waits) return review(finding.review)
  return { schedule: finding.schedule || 'none' }
}

const own = document.getElementById('search-script').dataset
const badges = new Map() // the words of each look's badge; there are some twenty looks, and any
const states = new Map() // number of findings

function once(known, key, make) {
  if (!known.has(key)) known.set(key, make())
  return known.get(key)
}

// template is the row that the page brings along for a look.
export const template = (look) => document.querySelector(`template[data-look="${look}"]`)

function badge(look) {
  const row = template(look)
  return row ? row.content.querySelector('.badge').textContent : ''
}

// written is how a finding's state is written, folded: its badge, as the page has it for this look,
// and its schedule.
function written(finding) {
  const look = lookOf(finding)
  const fixed = { met: own.met, 'met-late': own.metLate }
  const text = finding.state.text || fixed[finding.state.schedule] || ''
  const words = ' ' + once(badges, look, () => badge(look)) + ' ' + text
  return once(states, words, () => fold(words))
}

// vocabulary are the characters that a state may be written with.
const vocabulary = new Set(fold('0123456789' + own.met + own.metLate +
  ['leftOne', 'leftTwo', 'overdueOne', 'overdueTwo', 'reviewOne', 'reviewTwo', 'today', 'conditional']
    .map((name) => dayWords[name]).join('') +
  Array.from(document.querySelectorAll('template[data-look]'), (row) => badge(row.dataset.look)).join('')))

// mayBeState says whether a word may stand in some finding's state.
export const mayBeState = (word) => word.split('').every((c) => vocabulary.has(c))

// lookOf names the row that a finding is shown as.
export const lookOf = (finding) =>
  finding.withdrawn ? 'withdrawn' : finding.status + ' ' + finding.basis + (finding.draft ? ' draft' : '')

// addState fills in how a finding stands today.
export function addState(finding) {
  finding.state = stateOf(finding)
  finding.written = written(finding)
}

// findingsOf gives the findings that a script has set, with what it has for all of them together.
export function findingsOf(data) {
  for (const finding of data.findings) {
    finding.category = data.categories[finding.category]
    finding.offices = (finding.offices || []).map((at) => data.offices[at])
    addState(finding)
  }
  return data.findings
}

// isState says whether a word stands in a finding's state, as it is written on the page: 整改中, 逾期.
// Of a Latin word it is the beginning, or "due" would find what is overdue.
export const isState = (finding, word) =>
  finding.written.indexOf((/[a-z]/.test(word) ? ' ' : '') + word) >= 0

// isWithin says whether a category is the one that is asked for, or of the inspection that is: then
// a / ends it.
export const isWithin = (category, asked) =>
  !asked || category === asked || asked.slice(-1) === '/' && category.indexOf(asked) === 0

export const nameLines = 3 // title, number and id: what has all words there is found first
export const stateLine = 3.5 // between the id and the summary

// placed is where a finding comes by the line down to which all words have come.
export const placed = (line) => line <= nameLines ? 0 : line

// lineOf gives in which line of a finding a word first stands, from 1; Infinity where it does not.
function lineOf(finding, word) {
  const at = finding.folded.indexOf(word)
  const line = at < 0 ? Infinity : finding.folded.slice(0, at).split('\n').length
  return line > stateLine && isState(finding, word) ? stateLine : line
}

// placeOf gives where a finding comes among those that a query means: named ones first, then by how
// far down its page all words have come. It is Infinity for one that is not meant.
export function placeOf(finding, query, words) {
  // What was withdrawn is in no list, and is found by words alone.
  if (finding.withdrawn && (!words.length || query.status || query.schedule)) return Infinity
  if (!isWithin(finding.category, query.category)) return Infinity
  if (query.office && finding.offices.indexOf(query.office) < 0) return Infinity
  if (query.status && query.status !== finding.status) return Infinity
  if (query.schedule && query.schedule !== finding.state.schedule) return Infinity
  if (finding.folded === undefined) finding.folded = fold(finding.text)
  return placed(Math.max.apply(null, [0].concat(words.map((word) => lineOf(finding, word)))))
}

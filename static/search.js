// The search page, and the list of all findings: reads what somebody looks for or narrows the list
// to, and shows what is found.

import { say } from './js/days.js'
import { empty, isEmpty, read, remember } from './js/query.js'
import { result } from './js/result.js'
import { forget, load } from './js/texts.js'

const quiet = 300 // milliseconds without a key after which the address is brought up to date
const spoken = 700 // and after which a screen reader is told how many were found

const byID = (name) => document.getElementById('search-' + name)
const own = byID('script').dataset
const form = document.getElementById('search')
const input = byID('words')
const rows = byID('rows')
const isList = input.type === 'hidden' // nothing is typed in the list of all findings
const shownAtOnce = isList ? 50 : 20 // results: a page of the list, or some screens of a phone

let current = null // the newest search: an earlier one that comes late is not shown
let shown = [] // findings that have a row
let typing = false // the newest entry of the history grows with each key
let composing = false // a Chinese word is being put together
let remembering, telling

// asked gives what the form asks for.
function asked() {
  const query = empty()
  query.q = input.value
  for (const select of form.querySelectorAll('select')) query[select.name] = select.value
  return query
}

// adopt takes what the address asks for.
function adopt() {
  const query = read()
  if (!query) return
  input.value = query.q
  for (const select of form.querySelectorAll('select')) {
    select.value = query[select.name]
    if (select.selectedIndex < 0) select.value = ''
  }
  typing = false
  search()
}

function search() {
  const query = asked()
  const nothing = isEmpty(query)
  if (current) current.isOver = true
  current = {}
  byID('results').hidden = nothing
  byID('lists').hidden = !nothing
  if (nothing) return tell('')
  byID('count').textContent = own.reading
  find(query, current, 2)
}

// find shows the first results. Where something cannot be read, all is read once more: the site may
// be another one since the page was opened.
async function find(query, turn, tries) {
  try {
    const texts = await load(own.texts)
    if (turn !== current) return
    turn = current = texts.begin(query, form)
    const many = !isList && turn.atFirst || shownAtOnce
    await turn.more(many)
    if (turn === current) present(many)
  } catch (broken) {
    if (turn !== current) return
    forget()
    if (tries > 1) find(query, turn, tries - 1)
    else complain()
  }
}

// present shows what is found, so many.
function present(many) {
  if (!sameWords()) shown = [null]
  if (shown.some((finding, i) => finding !== current.found[i])) { // while all is not read, some may come before
    if (rows.contains(document.activeElement)) input.focus()
    rows.textContent = ''
    shown = []
  }
  more(many - shown.length)
  count()
}

let marked = '' // the words that are marked in the rows

function sameWords() {
  const before = marked
  marked = current.words.join(' ')
  return before === marked
}

// count says how many there are; or how many at least, and how many may be among what is not read.
function count() {
  const known = current.count
  const number = known === null ? current.found.length : known
  const none = known === null ? own.foundNoneYet : own.foundNone
  byID('count').textContent = (number ? say('found', number, own) : none) +
    (known === null ? say('rest', current.left, own) : '')
  byID('none').hidden = number > 0 || known === null
  byID('lists').hidden = isList || number > 0
  tell(byID('count').textContent)
}

function complain() {
  byID('count').textContent = own.broken
  byID('none').hidden = byID('rest').hidden = true
  byID('lists').hidden = false
  rows.textContent = ''
  shown = []
  tell(own.broken)
}

// more shows the next of what is found, so many.
function more(many) {
  const from = shown.length
  const next = document.createDocumentFragment()
  for (const finding of current.found.slice(from, from + Math.max(many, 0))) {
    next.appendChild(result(finding, current.words, own, form))
    shown.push(finding)
  }
  rows.appendChild(next)
  const left = current.count === null ? Infinity : current.count - shown.length
  byID('rest').hidden = !left
  byID('more').textContent = left === Infinity ? own.further : say('more', Math.min(left, shownAtOnce), own)
}

// goOn shows more, which may have to be read.
async function goOn() {
  const begun = current
  const from = shown.length
  const button = byID('more')
  button.disabled = true
  button.textContent = own.reading
  try {
    await begun.more(from + shownAtOnce)
  } catch (broken) {
    if (begun === current) byID('said').textContent = byID('count').textContent = own.broken
    forget()
    return
  } finally {
    button.disabled = false
  }
  if (begun !== current) return
  present(from + shownAtOnce)
  const next = rows.children[from]
  if (next) next.querySelector('a').focus()
  else byID('count').focus()
}

// tell has a screen reader say something, once the keys are quiet.
function tell(text) {
  clearTimeout(telling)
  telling = setTimeout(() => (byID('said').textContent = text), spoken)
}

function keep() {
  clearTimeout(remembering)
  remember(asked(), typing ? 'replaceState' : 'pushState')
}

function typed() {
  if (composing) return
  search()
  clearTimeout(remembering)
  remembering = setTimeout(() => {
    keep()
    typing = true
  }, quiet)
}

// settle ends a query: what is typed after it is another one, to which one can go back.
function settle() {
  keep()
  typing = false
}

function clear() {
  input.value = ''
  typed()
}

const links = () => Array.from(rows.querySelectorAll('.row__title a'))

// keys lets the arrows go from the words to the results and through them; Tab does so too.
function keys(event) {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  const among = links()
  const at = among.indexOf(event.target)
  const isInput = event.target === input
  if (!isInput && at < 0) return
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1 }
  const to = steps[event.key]
  if (event.key === 'Escape') {
    if (isInput) clear()
    else input.focus()
  } else if (to >= 0 && to < among.length) among[to].focus()
  else if (to === -1 && !isInput) input.focus()
  else return
  event.preventDefault()
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  settle()
  if (!byID('results').hidden) byID('count').focus()
})
form.addEventListener('change', (event) => {
  if (event.target !== input) {
    typing = false
    search()
  }
  settle()
})
input.addEventListener('input', typed)
input.addEventListener('compositionstart', () => (composing = true))
input.addEventListener('compositionend', () => {
  composing = false
  typed()
})
byID('more').addEventListener('click', goOn)
document.addEventListener('keydown', keys)
addEventListener('hashchange', adopt)
form.hidden = false
if (isList) byID('plain').hidden = true
adopt()

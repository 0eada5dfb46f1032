// The search page, and the list of all findings: reads what somebody looks for or narrows the list
// to, and shows what is found.

import { say } from './js/days.js'
import { empty, isEmpty, read, remember } from './js/query.js'
import { result } from './js/result.js'
import { sorted } from './js/sort.js'
import { load } from './js/texts.js'

const quiet = 300 // milliseconds without a key after which the address is brought up to date
const spoken = 700 // and after which a screen reader is told how many were found

const byID = (name) => document.getElementById('search-' + name)
const own = byID('script').dataset
const form = document.getElementById('search')
const input = byID('words')
const rows = byID('rows')
const isList = input.type === 'hidden' // nothing is typed in the list of all findings
const shownAtOnce = isList ? 50 : 20 // results: a page of the list, or some screens of a phone

let texts // once they are read
let turn = 0 // of the newest search: an earlier one that comes late is not shown
let found = [] // findings, and
let words = [] // what they were found by
let typing = false // the newest entry of the history grows with each key
let isBroken = false // texts could not be read; they are not tried again without being asked for
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
  const now = ++turn
  const nothing = isEmpty(query)
  byID('results').hidden = nothing
  byID('lists').hidden = !nothing
  if (nothing) return tell('')
  if (texts) return present(query)
  byID('count').textContent = own.reading
  load(own.texts).then((loaded) => {
    texts = loaded
    if (now === turn) present(query)
  }, () => {
    if (now === turn) complain()
  })
}

function present(query) {
  rows.textContent = ''
  found = []
  answer(query)
  offer(query)
}

// answer shows what is found. Rows that are shown already stay, if they are still the first: while
// more texts are read, somebody may be reading them.
function answer(query) {
  const before = found.slice(0, rows.children.length)
  const now = texts.search(query)
  found = sorted(now.found, query.sort, form)
  words = now.words
  if (before.some((finding, i) => finding !== found[i])) {
    if (rows.contains(document.activeElement)) input.focus()
    rows.textContent = ''
  }
  const count = found.length
  const isPart = texts.isReading || texts.lacks(query).length
  byID('count').textContent = (count ? say('found', count, own) : own.foundNone) +
    (isPart ? own.partly : '')
  byID('none').hidden = count > 0
  byID('lists').hidden = isList || count > 0
  more(shownAtOnce - rows.children.length)
  tell(byID('count').textContent)
}

// offer reads the texts of a large register that a query needs, or lets somebody ask for them where
// they are many.
function offer(query) {
  const lacking = texts.lacks(query)
  const button = byID('read')
  byID('whole').hidden = !lacking.length && !texts.isReading
  if (!lacking.length) {
    button.disabled = true
    button.textContent = own.reading
    return
  }
  button.disabled = false
  button.textContent = say('whole', Math.ceil(texts.size(lacking) / 1e6), own)
  if (!isBroken && texts.isAmple(lacking)) readWhole()
}

// readWhole reads the texts that the query lacks, and shows what is found in them, at most three
// times a second.
function readWhole() {
  const lacking = texts.lacks(asked())
  const again = () => {
    pending = 0
    if (!isEmpty(asked())) answer(asked())
  }
  let pending = 0
  const end = () => {
    clearTimeout(pending)
    again()
    if (!isEmpty(asked())) offer(asked())
  }
  const failed = () => {
    isBroken = true
    end()
    byID('said').textContent = own.broken
  }
  texts.read(lacking, () => (pending = pending || setTimeout(again, quiet))).then(end, failed)
  offer(asked())
}

function complain() {
  byID('count').textContent = own.broken
  byID('none').hidden = byID('rest').hidden = byID('whole').hidden = true
  byID('lists').hidden = false
  rows.textContent = ''
  tell(own.broken)
}

// more shows the next of the results, so many.
function more(many) {
  const shown = rows.children.length
  const next = document.createDocumentFragment()
  for (const finding of found.slice(shown, shown + Math.max(many, 0))) {
    next.appendChild(result(finding, words, own, form))
  }
  rows.appendChild(next)
  const left = found.length - rows.children.length
  byID('rest').hidden = !left
  byID('more').textContent = say('more', Math.min(left, shownAtOnce), own)
  return rows.children[shown]
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
byID('more').addEventListener('click', () =>
  more(shownAtOnce).querySelector('a').focus())
byID('read').addEventListener('click', () => {
  readWhole()
  byID('count').focus() // the button goes, and the count tells what comes
})
document.addEventListener('keydown', keys)
addEventListener('hashchange', adopt)
form.hidden = false
if (isList) byID('plain').hidden = true
adopt()

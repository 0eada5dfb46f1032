// The search of a page that holds all findings whole: leaves those that have all words.

import { say } from './js/days.js'
import { fold, split } from './js/fold.js'

const all = (selector, within = document) => Array.from(within.querySelectorAll(selector))
const form = document.getElementById('search')
const input = document.getElementById('search-words')
const count = document.getElementById('search-count')
const own = document.getElementById('search-script').dataset
const items = all('.item')
let texts // of the findings, folded, once they are needed

function find() {
  const words = split(input.value)
  if (!words.length) return show(items, '')
  texts = texts || items.map((item) => fold(item.textContent))
  const found = items.filter((_, n) => words.every((word) => texts[n].indexOf(word) >= 0))
  show(found, found.length ? say('found', found.length, own) : own.foundNone)
}

function show(found, text) {
  const shown = new Set(found)
  const isAll = found.length === items.length
  for (const item of items) item.hidden = !shown.has(item)
  const isEmpty = (place) => !isAll && !all('.item', place).some((item) => shown.has(item))
  for (const place of all('.chapter, [data-part]')) place.hidden = isEmpty(place)
  for (const group of all('.chapter__group')) group.hidden = !isAll && !leads(group)
  count.textContent = text
}

// leads says whether a finding that is shown stands below the heading of a group.
function leads(group) {
  let next = group.nextElementSibling
  while (next && next.className === 'item') {
    if (!next.hidden) return true
    next = next.nextElementSibling
  }
  return false
}

// unhide shows what a link leads to, whatever was looked for.
function unhide() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (!place || !place.closest('[hidden]')) return
  input.value = ''
  find()
  place.scrollIntoView()
}

form.addEventListener('submit', (event) => event.preventDefault())
input.addEventListener('input', find)
addEventListener('hashchange', unhide)
form.hidden = false
find()

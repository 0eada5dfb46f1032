// Counts anew what a page says of days, so that a site that nobody rebuilds cannot look on time.
// What it reads stands in data attributes.

import { about, today, daysUntil, deadline, inWords, review, say } from './days.js'

const all = (selector, within = document) => Array.from(within.querySelectorAll(selector))

// recount brings every state on the page to the visitor's day.
export function recount() {
  for (const mark of all('[data-schedule]')) restate(mark)
  for (const since of all('[data-first]')) over(since, since.dataset.first, 'since')
  for (const report of all('[data-report]')) over(report, report.dataset.report, 'report')
  relist()
  for (const list of all('[data-urgent]')) sort(list)
  for (const totals of all('.totals[data-deadlines]')) total(totals)
  for (const line of all('tr[data-deadlines]')) late(line)
  for (const note of all('[data-made]')) over(note, note.dataset.made, 'made')
  const fixed = document.querySelector('tr:not([data-deadlines]) > [data-count-late]')
  for (const day of all('[data-as-of]')) {
    const totals = day.closest('.totals') // nobody counted anew what brings no days along
    if (totals ? !('deadlines' in totals.dataset) : fixed) continue
    day.dateTime = new Date(today).toISOString().slice(0, 10)
    day.textContent = inWords(today)
  }
}

// stateOf gives a mark's state on the visitor's day.
const stateOf = (mark) =>
  mark.dataset.date ? deadline(mark.dataset.date) : review(mark.dataset.review)

function restate(mark) {
  const state = stateOf(mark)
  mark.className = 'schedule schedule--' + state.schedule
  mark.dataset.schedule = state.schedule
  mark.textContent = state.text
  remind(mark, about(-state.days))
}

// remind says behind a mark how long its days are; the build left that out where they were few.
function remind(mark, text) {
  let note = mark.nextElementSibling
  if (!note || note.className !== 'schedule__about') {
    if (!text) return
    note = document.createElement('span')
    note.className = 'schedule__about'
    mark.parentNode.insertBefore(note, mark.nextSibling)
    mark.parentNode.insertBefore(document.createTextNode(' '), note)
  }
  note.hidden = !text
  note.textContent = text
}

// over says by how many days a date is over; before that, nothing.
function over(mark, date, words) {
  const days = -daysUntil(date)
  mark.hidden = days <= 0
  mark.textContent = say(words, days) + about(days)
}

// relist moves the rows of overdue.html to the lists that they belong to now, and shows the reports
// that are late.
function relist() {
  const lists = all('[data-list]')
  for (const list of lists) {
    for (const schedule of list.dataset.list.split(' ')) {
      for (const mark of all(`[data-list] [data-schedule="${schedule}"]`)) {
        list.querySelector('ol').appendChild(mark.closest('.row'))
      }
    }
  }
  for (const list of lists) number(list, all('.row', list).length)
  for (const list of all('[data-reports]')) {
    const reports = all('[data-late]', list)
    for (const item of reports) item.hidden = item.querySelector('[data-report]').hidden
    number(list, reports.filter((item) => !item.hidden).length)
  }
}

function number(list, count) {
  const head = list.querySelector('[data-number]')
  if (!head) return // nobody sees this list, or it goes on on other pages
  head.textContent = count
  list.querySelector('[data-empty]').hidden = count > 0
}

const urgency = ['overdue', 'review-overdue', 'due-soon', 'due', 'conditional']

// sort puts the most urgent first; equals stay as they stand.
function sort(list) {
  const rank = (item) => {
    const mark = item.querySelector('[data-schedule]')
    if (!mark) return [urgency.length, 0]
    const state = stateOf(mark)
    return [urgency.indexOf(state.schedule), state.days]
  }
  const ranked = Array.from(list.children, (item, at) => ({ item, at, rank: rank(item) }))
  ranked.sort((a, b) =>
    a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.at - b.at)
  for (const one of ranked) list.appendChild(one.item)
}

// counted is how many are overdue, and so on, by the days that an element brings along.
function counted(of) {
  const counts = {}
  const count = (dates, state) => {
    for (const entry of dates.split(' ').filter(Boolean)) {
      const pair = entry.split('*')
      const schedule = state(pair[0]).schedule
      counts[schedule] = (counts[schedule] || 0) + Number(pair[1])
    }
  }
  count(of.dataset.deadlines, deadline)
  count(of.dataset.reviews, review)
  return counts
}

// late counts what is late in a line of a table.
function late(line) {
  const counts = counted(line)
  line.querySelector('[data-count-late]').textContent =
    (counts.overdue || 0) + (counts['review-overdue'] || 0)
}

// total counts the figures of totals.
function total(totals) {
  const counts = counted(totals)
  for (const figure of all('[data-total]', totals)) {
    const number = counts[figure.dataset.total] || 0
    figure.querySelector('[data-number]').textContent = number
    figure.hidden = !number
  }
}

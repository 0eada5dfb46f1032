// Counts the days of deadlines anew on the visitor's own day, so that a site that nobody rebuilds
// cannot look on time. What it reads and the words it uses stand in data attributes; without it, the
// page says for which day it was made.

const words = document.currentScript.dataset
const soon = 30 // days before a deadline; the register's rules have the same number
const dayLength = 86400000 // milliseconds

const now = new Date()
const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())

const all = (selector) => Array.from(document.querySelectorAll(selector))
const daysUntil = (date) => Math.round((Date.parse(date) - today) / dayLength)

// say gives the words for a number of days: they come for one day and for two.
const say = (name, days) =>
  days === 1 ? words[name + 'One'] : words[name + 'Two'].replace('2', days)

function set(mark, schedule, text) {
  mark.className = 'schedule schedule--' + schedule
  mark.dataset.schedule = schedule
  mark.textContent = text
}

for (const mark of all('[data-schedule][data-date]')) {
  const days = daysUntil(mark.dataset.date)
  if (days < 0) set(mark, 'overdue', say('overdue', -days))
  else set(mark, days > soon ? 'due' : 'due-soon', days ? say('left', days) : words.today)
}

for (const mark of all('[data-schedule][data-review]')) {
  const days = daysUntil(mark.dataset.review)
  if (days < 0) set(mark, 'review-overdue', say('review', -days))
  else set(mark, 'conditional', words.conditional)
}

for (const since of all('[data-first]')) {
  const days = -daysUntil(since.dataset.first)
  since.hidden = days <= 0
  since.textContent = say('since', days)
}

for (const mark of all('[data-report]')) {
  const days = -daysUntil(mark.dataset.report)
  mark.hidden = days <= 0
  mark.textContent = say('report', days)
}

for (const list of all('[data-list]')) {
  for (const mark of all(`.row [data-schedule="${list.dataset.list}"]`)) {
    list.querySelector('ol').append(mark.closest('.row'))
  }
}

for (const list of all('[data-list]')) {
  const count = list.querySelectorAll('.row').length
  list.querySelector('[data-number]').textContent = count
  list.querySelector('[data-empty]').hidden = count > 0
}

if (document.querySelector('[data-complete]')) {
  for (const total of all('[data-total]')) {
    const count = all(`.entry [data-schedule="${total.dataset.total}"]`).length
    total.querySelector('[data-number]').textContent = count
    total.hidden = count === 0
  }
}

for (const note of all('[data-made]')) {
  const days = -daysUntil(note.dataset.made)
  note.hidden = days <= 0
  note.textContent = say('made', days)
}

for (const day of all('[data-as-of]')) {
  day.dateTime = day.textContent = new Date(today).toISOString().slice(0, 10)
}

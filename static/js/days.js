// How a promise stands on the visitor's own day, in words. The rules are those of the register
// (generator/register/state.go); a test holds the two together.

const soon = 30 // days before a deadline
const dayLength = 86400000 // milliseconds

// words are null on a page that nothing of this stands on.
const marked = document.querySelector('script[data-left-one]')
export const words = marked && marked.dataset

const now = new Date()
export let today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())

// notBefore has nothing counted from a day before the build's, which may be missing: by a clock that
// is years slow everything would be on time.
export function notBefore(built) {
  if (built) today = Math.max(today, Date.parse(built))
}
notBefore(words && words.built)

export const daysUntil = (date) => Math.round((Date.parse(date) - today) / dayLength)

// say gives the words for a number, from those for one and for two.
export const say = (name, count, from = words) =>
  count === 1 ? from[name + 'One'] : from[name + 'Two'].replace('2', count)

// inWords gives a day as it stands in a sentence.
export function inWords(day) {
  const date = new Date(day)
  return words.day.replace('{y}', date.getUTCFullYear()).replace('{d}', date.getUTCDate())
    .replace('{m}', words.months.split(' ')[date.getUTCMonth()])
}

// about gives days as years and months, rounded; nothing for 90 days or fewer.
export function about(days) {
  if (!(days > 90)) return ''
  const all = Math.round(days * 12 / 365.2425)
  const years = Math.floor(all / 12)
  const months = all % 12
  const spans = [years && say('years', years), months && say('months', months)]
  const span = years && months
    ? words.aboutBoth.replace(/[12]/g, (which) => spans[which - 1])
    : spans[0] || spans[1]
  return words.about.replace('2', span)
}

// deadline gives the schedule of a date that is in force, and its words.
export function deadline(date) {
  const days = daysUntil(date)
  if (days < 0) return { schedule: 'overdue', days, text: say('overdue', -days) }
  const text = days ? say('left', days) : words.today
  return { schedule: days > soon ? 'due' : 'due-soon', days, text }
}

// review does the same for a condition; its date may be empty.
export function review(date) {
  const days = date ? daysUntil(date) : Infinity
  if (days < 0) return { schedule: 'review-overdue', days, text: say('review', -days) }
  return { schedule: 'conditional', days, text: words.conditional }
}

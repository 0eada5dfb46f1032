// Findings that were read as one: all of a register, or of a large one some thousand. Of each there
// is a record from the first; the rest of its texts may come later.

import { deadline, review } from './days.js'
import { Haystack, both, either, fold } from './haystack.js'

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

// lookOf names the row that a finding is shown as.
export const lookOf = (finding) =>
  finding.withdrawn ? 'withdrawn' : finding.status + ' ' + finding.basis + (finding.draft ? ' draft' : '')

const headLines = 4 // title, number, id and summary, as search.js and search_1.js begin with
const stateLine = 3.5 // between the id and the summary

// lineOf gives in which line of a text a word first stands, from 1; Infinity where it does not.
function lineOf(text, word) {
  const at = text.indexOf(word)
  return at < 0 ? Infinity : text.slice(0, at).split('\n').length
}

// isWithin says whether a category is the one that is asked for, or of the inspection that is: then
// a / ends it.
export const isWithin = (category, asked) =>
  !asked || category === asked || asked.slice(-1) === '/' && category.indexOf(asked) === 0

export class Part {
  // data is what search.js or search_1.js has: categories, and findings with a text each.
  constructor(data) {
    const findings = (this.findings = data.findings)
    for (const finding of findings) {
      finding.category = data.categories[finding.category]
      finding.offices = (finding.offices || []).map((at) => data.offices[at])
      finding.state = stateOf(finding)
      finding.written = written(finding)
    }
    this.heads = new Haystack(findings.map((finding) => finding.text))
    this.rest = null
  }

  // add takes the rest of the texts.
  add(texts) {
    this.rest = new Haystack(texts)
    texts.forEach((text, i) => {
      if (text) this.findings[i].text += '\n' + text
    })
  }

  // search adds the findings that a query means to those found so far, each with the line that its
  // words are in: named are those whose title, number or id has all words, heads those where they
  // stand in what was read first.
  search(query, words, found) {
    const heads = this.heads.find(words).map((list, i) => either(list, this.inState(words[i])))
    const all = this.rest ? this.having(heads, this.rest.find(words)) : this.inAll(heads)
    const first = new Set(this.rest ? this.inAll(heads) : [])
    for (const i of all) {
      const finding = this.findings[i]
      // What was withdrawn is in no list, and is found by words alone.
      if (finding.withdrawn && (!words.length || query.status || query.schedule)) continue
      if (!isWithin(finding.category, query.category)) continue
      if (query.office && finding.offices.indexOf(query.office) < 0) continue
      if (query.status && query.status !== finding.status) continue
      if (query.schedule && query.schedule !== finding.state.schedule) continue
      const group = this.rest && !first.has(i) ? 'others'
        : words.length && this.isNamed(i, words) ? 'named' : 'heads'
      found[group].push({ finding, line: this.line(i, words) })
    }
  }

  // inState gives the numbers of the findings whose state has a word, as it is written on the page:
  // 整改中, 逾期.
  inState(word) {
    return this.heads.every.filter((i) => this.isState(i, word))
  }

  // isState says so of one. Of a Latin word it is the beginning, or "due" would find what is overdue.
  isState(i, word) {
    const from = /[a-z]/.test(word) ? ' ' : ''
    return this.findings[i].written.indexOf(from + word) >= 0
  }

  // line is how far down a finding's page all words have come: in lines of its texts, the state
  // behind its title, number and id.
  line(i, words) {
    const text = this.heads.text(i)
    const lines = words.map((word) => {
      const at = lineOf(text, word)
      if (at <= stateLine || this.isState(i, word)) return Math.min(at, stateLine)
      return at < Infinity || !this.rest ? at : headLines + lineOf(this.rest.text(i), word)
    })
    return Math.max.apply(null, [0].concat(lines))
  }

  // having gives the numbers of the findings in which every word stands, from where each word does.
  having(heads, rest) {
    return this.inAll(heads.map((list, i) => either(list, rest[i])))
  }

  inAll(lists) {
    return lists.reduce(both, this.heads.every)
  }

  isNamed(i, words) {
    const text = this.heads.text(i)
    const finding = this.findings[i]
    const id = '\n' + finding.id + '\n'
    const name = text.slice(0, finding.text.indexOf(id) + id.length)
    return words.every((word) => name.indexOf(word) >= 0)
  }
}

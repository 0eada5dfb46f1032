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

// written is how a finding's state is written: its badge, as the page has it for this look, and its
// schedule.
function written(finding) {
  const template = document.querySelector(`template[data-look="${lookOf(finding)}"]`)
  const badge = template ? template.content.querySelector('.badge').textContent : ''
  const words = document.getElementById('search-script').dataset
  const fixed = { met: words.met, 'met-late': words.metLate }
  return badge + ' ' + (finding.state.text || fixed[finding.state.schedule] || '')
}

// lookOf names the row that a finding is shown as.
export const lookOf = (finding) =>
  finding.withdrawn ? 'withdrawn' : finding.status + ' ' + finding.basis + (finding.draft ? ' draft' : '')

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
      finding.states = fold(' ' + written(finding))
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

  // search adds the findings that a query means to those found so far: named are those whose title,
  // number or id has all words, heads those where they stand in what was read first.
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
      if (this.rest && !first.has(i)) found.others.push(finding)
      else if (words.length && this.isNamed(i, words)) found.named.push(finding)
      else found.heads.push({ finding, line: words.length ? this.line(i, words) : 0 })
    }
  }

  // inState gives the numbers of the findings whose state has a word, as it is written on the page:
  // 整改中, 逾期. Of a Latin word it is the beginning, or "due" would find what is overdue.
  inState(word) {
    const from = /[a-z]/.test(word) ? ' ' : ''
    return this.heads.every.filter((i) => this.findings[i].states.indexOf(from + word) >= 0)
  }

  // line is how far down a finding's texts all words have come, in lines.
  line(i, words) {
    const text = this.heads.text(i)
    const last = Math.max.apply(null, words.map((word) => text.indexOf(word)))
    return last < 0 ? Number.MAX_SAFE_INTEGER : text.slice(0, last).split('\n').length
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

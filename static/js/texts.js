// The texts of all findings, read when somebody first looks for something.

import { deadline, review } from './days.js'
import { Haystack, split } from './haystack.js'

let reading

// load gives the texts, from a script, since pages from a disk may not fetch. Where it fails the
// next call tries again.
export function load(address) {
  if (reading) return reading
  reading = new Promise((done, fail) => {
    const script = document.createElement('script')
    script.src = address
    script.onload = () => done(new Texts(window.gongshiSearch))
    script.onerror = fail
    document.head.appendChild(script)
  })
  reading.catch(() => (reading = null))
  return reading
}

// stateOf gives a finding's schedule on the visitor's day; what no day changes has no words here.
function stateOf(finding) {
  if (finding.date) return deadline(finding.date)
  if (finding.waits) return review(finding.review)
  return { schedule: finding.schedule || 'none' }
}

class Texts {
  constructor(data) {
    const findings = (this.findings = data.findings)
    for (const finding of findings) {
      finding.category = data.categories[finding.category]
      finding.state = stateOf(finding)
    }
    this.haystack = new Haystack(findings.map((finding) => finding.text))
  }

  // search gives the findings that a query means, those first whose title, number or id has it.
  search(query) {
    const words = split(query.q)
    const named = []
    const others = []
    for (const i of this.haystack.find(words)) {
      const finding = this.findings[i]
      if (query.category && query.category !== finding.category) continue
      if (query.status && query.status !== finding.status) continue
      if (query.schedule && query.schedule !== finding.state.schedule) continue
      const list = words.length && this.isNamed(i, words) ? named : others
      list.push(finding)
    }
    return { words, found: named.concat(others) }
  }

  isNamed(i, words) {
    const text = this.haystack.text(i)
    const finding = this.findings[i]
    const id = '\n' + finding.id + '\n'
    const name = text.slice(0, finding.text.indexOf(id) + id.length)
    return words.every((word) => name.indexOf(word) >= 0)
  }
}

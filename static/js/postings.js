// The postings of one term, as many as have been read of them.

import { nameLines } from './finding.js'
import { Numbers } from './gram.js'

export const absent = 255 // of a number without a term; lines are doubled, for the state's between two

export class Postings {
  constructor(index, term) {
    this.index = index
    this.term = term
    this.isEverywhere = index.isEverywhere(term) // its postings in names alone are kept
  }

  // begin reads the first postings, of most terms all.
  async begin() {
    this.text = await this.index.postings(this.term)
    this.isCut = this.text.length >= this.index.data.head
    this.readLines()
    return this
  }

  async readOn() {
    this.text += await this.index.more(this.term)
    this.isCut = false
  }

  // readLines reads in which lines the term stands first, and how often.
  readLines() {
    const numbers = new Numbers(this.text)
    this.groups = []
    this.count = 0
    for (let left = numbers.isLeft ? numbers.next() : 0; left > 0; left--) {
      const group = { line: numbers.next(), count: numbers.next() }
      this.groups.push(group)
      this.count += group.count
    }
    this.from = numbers.at
  }

  // lines gives for every number in which line the term stands at the earliest, doubled; absent where
  // it does not. Where that is not known, for the list is cut, it marks the number as unsure.
  lines(unsure) {
    const last = this.isEverywhere ? (nameLines + 1) * 2 : absent
    const lines = new Uint8Array(this.index.total).fill(last)
    const numbers = new Numbers(this.text, this.from)
    const isKnown = this.isCut && new Uint8Array(this.index.total)
    let number = 0
    let at = 0
    for (; at < this.groups.length && numbers.isLeft; at++) {
      number = 0
      for (let left = this.groups[at].count; left > 0 && numbers.isLeft; left--) {
        number += numbers.next()
        lines[number] = this.groups[at].line * 2
        if (isKnown) isKnown[number] = 1
      }
    }
    if (isKnown) this.guess(lines, { isKnown, number, at: at - 1, last, unsure })
    return lines
  }

  // guess gives the first line that numbers behind the end of a cut list may have.
  guess(lines, end) {
    const lineAt = (at) => at < this.groups.length ? this.groups[at].line * 2 : end.last
    const here = lineAt(end.at)
    const next = lineAt(end.at + 1)
    for (let number = 0; number < lines.length; number++) {
      if (end.isKnown[number]) continue
      lines[number] = number > end.number ? here : next
      end.unsure[number] = lines[number] < end.last ? 1 : end.unsure[number]
    }
  }
}

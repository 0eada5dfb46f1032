// Finds words in all texts at once: one long string, searched from one hit to the finding after it.
// At 10,000 findings of 500 characters a word takes some milliseconds.

import { ordinary } from './alike.js'
import { simplify } from './variants.js'

// fold makes alike what readers take for the same, without changing any length: case, the
// full-width forms of Latin letters, digits and marks, and other forms of Chinese characters,
// traditional ones among them.
export function fold(text) {
  return simplify(plain(text))
}

function plain(text) {
  return text
    .replace(/[\uff01-\uff5e]+/g, narrow)
    .replace(/[\u2e80-\u2fdf\uf900-\ufaff]/g, ordinary)
    .replace(/[\u3000\u00a0]/g, ' ')
    .replace(/\u0130/g, 'I') // the one letter whose small form is longer
    .toLowerCase()
    .replace(/\u03c2/g, '\u03c3') // sigma at a word's end
}

function narrow(run) {
  let folded = ''
  for (let i = 0; i < run.length; i++) {
    folded += String.fromCharCode(run.charCodeAt(i) - 0xfee0)
  }
  return folded
}

// unseen are characters that come along with what is pasted and show nothing; no text has them.
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g

// split gives the folded words of what somebody typed, each once.
export const split = (query) =>
  Array.from(new Set(fold(query.replace(unseen, '')).split(/\s+/).filter(Boolean)))

// Haystack holds texts; what it gives are their numbers, from 0.
export class Haystack {
  constructor(texts) {
    this.ends = []
    let end = 0
    for (const text of texts) this.ends.push((end += text.length + 1))
    this.folded = fold(texts.join('\n'))
    this.every = texts.map((_, i) => i)
    this.known = new Map() // what was found for the words of the last query
  }

  // text gives one text, folded.
  text(i) {
    return this.folded.slice(i && this.ends[i - 1], this.ends[i] - 1)
  }

  // find gives, for each word, the texts in which it stands, in their order.
  find(words) {
    const known = new Map()
    for (const word of words) known.set(word, this.found(word))
    this.known = known
    return words.map((word) => known.get(word))
  }

  // found gives the texts in which a word stands. A word that goes on from one of the last query
  // is looked for only where that stood.
  found(word) {
    if (this.known.has(word)) return this.known.get(word)
    for (const shorter of this.known.keys()) {
      const found = this.known.get(shorter)
      if (word.indexOf(shorter) >= 0 && found.length < this.ends.length / 8) {
        return found.filter((i) => this.text(i).indexOf(word) >= 0)
      }
    }
    return this.scan(word)
  }

  scan(word) {
    const found = []
    let text = 0
    let at = this.folded.indexOf(word)
    while (at >= 0) {
      while (this.ends[text] <= at) text++
      found.push(text)
      at = this.folded.indexOf(word, this.ends[text])
    }
    return found
  }
}

// either gives what stands in one of two ascending lists.
export function either(a, b) {
  if (!a.length || !b.length) return a.length ? a : b
  const all = []
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (j === b.length || a[i] < b[j]) all.push(a[i++])
    else {
      if (a[i] === b[j]) i++
      all.push(b[j++])
    }
  }
  return all
}

// both gives what stands in two ascending lists.
export function both(a, b) {
  const common = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      common.push(a[i++])
      j++
    } else if (a[i] < b[j]) i++
    else j++
  }
  return common
}

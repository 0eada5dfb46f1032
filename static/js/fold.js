// Texts as they are compared; generator/search folds those of the index alike.

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

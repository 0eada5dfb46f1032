// The part of a text that a result shows, with what was looked for marked in it.

import { fold } from './haystack.js'

const before = 30 // characters of the text that are shown before a match
const length = 120

// hits gives where words stand in a text, as [from, to], in order and apart from each other.
function hits(text, words) {
  const folded = fold(text)
  const all = []
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      all.push([at, at + word.length])
    }
  }
  all.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  const apart = []
  for (const hit of all) {
    const last = apart[apart.length - 1]
    if (last && hit[0] < last[1]) last[1] = Math.max(last[1], hit[1])
    else apart.push(hit)
  }
  return apart
}

// show puts a text into an element, with the words marked.
export function show(element, text, words) {
  element.textContent = ''
  let at = 0
  for (const hit of hits(text, words)) {
    element.appendChild(document.createTextNode(text.slice(at, hit[0])))
    const mark = document.createElement('mark')
    mark.className = 'search__match'
    mark.textContent = text.slice(hit[0], hit[1])
    element.appendChild(mark)
    at = hit[1]
  }
  element.appendChild(document.createTextNode(text.slice(at)))
}

// whole moves a cut off the middle of a character that takes two units.
const whole = (text, at) => {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at
}

const inWord = /[0-9A-Za-z\u00c0-\u024f.,%]/
const longest = 30 // characters of a word; what is longer may be cut

// apart moves a cut, to and fro by a step of 1 or -1, off the middle of a number or a Latin word.
function apart(text, at, step) {
  let to = at
  while (to > 0 && to < text.length && inWord.test(text[to - 1]) && inWord.test(text[to])) {
    to += step
    if (Math.abs(to - at) > longest) return whole(text, at)
  }
  return whole(text, to)
}

// around cuts a line to where its first match stands.
function around(line, words) {
  const first = hits(line, words)[0]
  const from = first && first[0] > before ? apart(line, first[0] - before, -1) : 0
  const to = apart(line, Math.max(from + length, first ? first[1] : 0), 1)
  return (from ? '…' : '') + line.slice(from, to) + (to < line.length ? '…' : '')
}

// snippet gives, of a finding's lines, the first with a word that its title, number and summary do
// not have; empty where they have all, or no line has one: then it is a word of its state.
export function snippet(lines, words) {
  const seen = fold([lines[0], lines[1], lines[3]].join('\n'))
  const missing = words.filter((word) => seen.indexOf(word) < 0)
  if (!missing.length) return ''
  const line = lines.find((line) => missing.some((word) => fold(line).indexOf(word) >= 0))
  return line ? around(line, missing) : ''
}

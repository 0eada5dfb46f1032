// The part of a text that a result shows, with what was looked for marked in it.

import { fold } from './fold.js'

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

// piece finds what is not cut: a number with its marks, its units of Chinese and its percent sign, a
// day (2023-12-31, 2023年12月31日), a Latin word with its hyphens. Of a list of numbers each is one.
function piece() {
  const digit = '[0-9\uff10-\uff19]'
  const letter = '[0-9A-Za-z\u00aa-\u024f\u0300-\u052f\u1e00-\u1fff\uff10-\uff19\uff21-\uff5a]'
  const unit = '[〇零一二两三四五六七八九十百千万亿]'
  const thousands = `[,，]${digit}{3}(?!${digit})`
  return new RegExp(`(?:${digit}+(?:${thousands}|[.:/年月-]${digit}+)*(?:\\s?[%％‰日]|${unit}+)?|` +
    `${letter}+(?:['’.&/+-]${letter}+)*|${unit}+(?:点${unit}+)?)+`, 'g')
}
const longest = 60 // characters of a piece; what is longer may be cut

// apart moves a cut off the middle of a piece: to its beginning by a step of -1, to its end by 1.
function apart(text, at, step) {
  const from = Math.max(at - longest, 0)
  const near = text.slice(from, at + longest)
  const pieces = piece()
  for (let found = pieces.exec(near); found; found = pieces.exec(near)) {
    const begin = from + found.index
    const end = begin + found[0].length
    if (begin < at && end > at && found[0].length < longest) return step < 0 ? begin : end
  }
  return whole(text, at)
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

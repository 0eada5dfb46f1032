// How the index writes what it has; generator/search says the same.

const isNarrow = (unit) => unit < 0x2e80

// isGram says whether a gram begins and ends with whole characters.
const isGram = (first, last) =>
  first > 32 && (first < 0xdc00 || first > 0xdfff) && (last < 0xd800 || last > 0xdbff)

// gramsOf gives grams that every text with a word has: of Chinese every two characters, of Latin
// letters and digits every three.
export function gramsOf(word) {
  const grams = new Set()
  if (word.length === 1 && isGram(word.charCodeAt(0), word.charCodeAt(0))) grams.add(word)
  for (let i = 0; i + 1 < word.length; i++) {
    const units = [i, i + 1, i + 2].map((at) => word.charCodeAt(at))
    const narrow = isNarrow(units[0]) && isNarrow(units[1])
    if (narrow && isNarrow(units[2])) grams.add(word.substr(i, 3))
    else if (narrow && i && isNarrow(word.charCodeAt(i - 1))) continue // the end of the last three
    else if (isGram(units[0], units[1])) grams.add(word.substr(i, 2))
  }
  return Array.from(grams)
}

// shardOf is the shard of a term: FNV-1a over its units.
export function shardOf(term, shards) {
  let hash = 2166136261
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 16777619)
  return ((hash ^ hash >>> 15) >>> 0) % shards
}

const digits = '#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~'
const endings = 42 // the digits that end a number; the others go on
const valueOf = new Uint8Array(128)
for (let i = 0; i < digits.length; i++) valueOf[digits.charCodeAt(i)] = i

// Numbers reads numbers off a text, one after another.
export class Numbers {
  constructor(text, at = 0) {
    this.text = text
    this.at = at
  }

  get isLeft() {
    return this.at < this.text.length
  }

  next() {
    let number = 0
    let unit = 1
    for (;;) {
      const value = valueOf[this.text.charCodeAt(this.at++)]
      if (!(value >= endings)) return number + (value || 0) * unit
      number += (value - endings) * unit
      unit *= digits.length - endings
    }
  }
}

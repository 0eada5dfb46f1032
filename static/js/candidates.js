// One search of a large register. What it reads is what it is about: the postings of some grams, which
// give candidates, and the texts of those candidates that may come next. A finding is shown only when
// its text has all that is looked for, and in its place only when no other may come before it.

import { isState, isWithin, mayBeState, placeOf, placed, stateLine } from './finding.js'
import { split } from './fold.js'
import { gramsOf } from './gram.js'
import { absent, Postings } from './postings.js'
import { rankOf } from './sort.js'

const few = 20 // candidates that are read without more being asked of the index
const atOnce = 6 // files that are read at the same time
const mostBlocks = 20 // that are read before somebody asks for more: 150 kB; and
const mostGuesses = 5 // where the words are so common that the index says little
const listCost = 3 // blocks: what is left of a list that was cut
const spread = 4096 // places of one rank

// Candidates are what is found so far, in its order, and what may come.
export class Candidates {
  constructor(index, query, form) {
    this.index = index
    this.query = query
    this.form = form
    this.atFirst = 10 // results: each may be in a file of its own
    this.words = split(query.q)
    this.released = [] // that no other comes before
    this.pending = [] // that have been read and are meant, but another may come before
    this.found = [] // all of both: what is shown while not all has been read
    this.lists = [] // the postings that are asked: some for each word
    this.judged = new Uint8Array(index.total) // whose texts were read
    this.queue = null // candidates, by the place that they have at best
    this.at = 0 // in the queue
    this.isOver = false // nobody waits for it any more
  }

  get isDone() {
    return !!this.queue && this.at === this.queue.length && !this.pending.length
  }

  // count is how many will be found, as far as that is known; else null.
  get count() {
    if (this.isDone || this.isExact) return this.released.length + this.pending.length + this.waiting
    if (this.isAlone) return this.lists[0][0].count
    return this.left ? null : this.found.length
  }

  // waiting is how many candidates have not been read.
  get waiting() {
    return this.queue.length - this.at
  }

  // left is how many of them may be meant: not more than have the rarest gram of a word.
  get left() {
    const counts = this.lists.map((lists, i) => this.isInStates(i) ? [] : lists)
      .reduce((all, lists) => all.concat(lists), []).filter((list) => !list.isEverywhere)
      .map((list) => list.count - this.found.length)
    return Math.min.apply(null, counts.concat(this.waiting))
  }

  // isInStates says whether a word may stand in a state, of which the postings say nothing.
  isInStates(i) {
    return !!this.states && i < this.words.length && mayBeState(this.words[i])
  }

  // more finds so many, or fewer, where it would have to read too much for it.
  async more(many) {
    if (!this.queue) await this.ask()
    if (!this.most) this.most = this.isVague && this.count === null ? mostGuesses : mostBlocks
    const first = Math.max(this.most, mostBlocks) // until anything is found
    const left = () => (this.released.length + this.pending.length ? this.most : first) - read
    let read = 0
    while (left() > 0 && this.released.length < many && !this.isDone && !this.isOver) {
      const lists = await this.readOn()
      read += lists || await this.readTexts(many - this.released.length, Math.min(left(), atOnce))
    }
    this.most *= 2 // next time somebody has asked for more
    this.found = this.released.concat(this.pending.map((one) => one.finding))
  }

  // readOn reads what is left of a list, where it tells which texts to read next.
  async readOn() {
    if (!this.isUnsure(this.at)) return 0
    const cut = this.lists.reduce((all, lists) => all.concat(lists), []).filter((list) => list.isCut)
    if (!cut.length) return 0
    await cut.reduce((a, b) => a.count <= b.count ? a : b).readOn()
    this.enqueue()
    this.release()
    return listCost
  }

  // isUnsure says whether a candidate may be none for all that the index has said. Of few it is cheaper
  // to read the texts than to ask on.
  isUnsure(at) {
    return this.waiting > few && this.unsure[this.queue[at] % this.index.total] === 1
  }

  // readTexts reads the texts of the next candidates, and gives from how many files.
  async readTexts(wanted, most) {
    const end = this.end(wanted, most)
    const numbers = Array.from(this.queue.slice(this.at, end), (value) => value % this.index.total)
    const blocks = new Map()
    for (const number of numbers) blocks.set(Math.floor(number / this.index.data.block), null)
    await Promise.all(Array.from(blocks.keys(), async (n) => blocks.set(n, await this.index.block(n))))
    for (const number of numbers) this.judge(number, blocks)
    this.at = end
    this.release()
    return blocks.size
  }

  // end is behind the candidates that are read next: as many as are wanted, from not too many files.
  end(wanted, most) {
    const blocks = new Set()
    let end = this.at
    for (; end < this.queue.length && end - this.at < wanted; end++) {
      if (end > this.at && this.isUnsure(end)) break
      blocks.add(Math.floor(this.queue[end] % this.index.total / this.index.data.block))
      if (blocks.size > most) break
    }
    return end
  }

  judge(number, blocks) {
    this.judged[number] = 1
    const size = this.index.data.block
    const finding = blocks.get(Math.floor(number / size))[number % size]
    const place = finding ? placeOf(finding, this.query, this.words) : Infinity
    if (place < Infinity) this.pending.push({ finding, value: this.value(number, place * 2) })
  }

  // release moves to what is found all that nothing else may come before.
  release() {
    const next = this.at < this.queue.length ? this.queue[this.at] : Infinity
    this.pending.sort((a, b) => a.value - b.value)
    while (this.pending.length && this.pending[0].value < next) this.released.push(this.pending.shift().finding)
  }

  // value puts numbers in the order of the results: by rank, by place, and as they stand.
  value(number, place) {
    const rank = this.ranks ? this.ranks[this.states.at[number]] : 0
    return (rank * spread + Math.min(place, spread - 1)) * this.index.total + number
  }

  // ask makes the queue.
  async ask() {
    const index = this.index
    const query = this.query
    const words = this.words
    const terms = words.map((word) => index.terms(gramsOf(word)))
    if (query.office) terms.push(index.terms(['office:' + query.office]))
    const needsStates = query.status || query.schedule || query.sort || words.some(mayBeState)
    this.states = needsStates ? await index.states() : null
    if (query.sort) this.ranks = ranksOf(this.states.kinds, rankOf(query.sort, this.form))
    const asked = terms.map((term) => term.rare)
    await this.begin(asked)
    if (this.waiting > few && terms.some((term, i) => !asked[i].length && term.often.length)) {
      terms.forEach((term, i) => { if (!asked[i].length) asked[i] = term.often })
      await this.begin(asked)
    }
    this.isVague = words.length > 0 && terms.every((term) => !term.rare.length)
  }

  // begin asks for some terms of each word.
  async begin(asked) {
    this.lists = await Promise.all(asked.map((terms) =>
      Promise.all(terms.map((term) => new Postings(this.index, term).begin()))))
    this.enqueue()
  }

  // enqueue makes the queue of what the index has said so far.
  enqueue() {
    const index = this.index
    const query = this.query
    const words = this.words
    this.unsure = new Uint8Array(index.total)
    this.queue = this.candidates(this.lists.map((lists, i) => this.linesOf(lists, i)))
    this.at = 0
    // A word that is a gram is where the index says, no more and no less.
    const isSaid = (lists) => lists.length && !lists[0].isEverywhere && !lists[0].isCut
    const isGram = (word, i) => this.lists[i].length && this.lists[i][0].term === word
    this.isAlone = words.length === 1 && words.every(isGram) && !this.lists[0][0].isEverywhere &&
      !this.states && !query.office && !query.category
    this.isExact = words.every((word, i) => isSaid(this.lists[i]) && isGram(word, i)) &&
      (!query.office || isSaid(this.lists[words.length])) && !(query.category && index.data.withdrawn)
  }

  // linesOf gives in which lines a word stands at the earliest; null where the index does not say.
  linesOf(lists, i) {
    if (!lists.length) return null
    const lines = lists[0].lines(this.unsure)
    for (const list of lists.slice(1)) {
      const others = list.lines(this.unsure)
      for (let n = 0; n < lines.length; n++) if (others[n] > lines[n]) lines[n] = others[n]
    }
    return this.isInStates(i) ? this.withStates(lines, this.words[i]) : lines
  }

  // withStates adds the findings whose state has a word.
  withStates(lines, word) {
    const is = this.states.kinds.map((kind) => isState(kind, word))
    const at = this.states.at
    for (let i = 0; i < lines.length; i++) {
      if (lines[i] > stateLine * 2 && is[at[i]]) lines[i] = stateLine * 2
    }
    return lines
  }

  // candidates gives the values of all numbers that may be meant, in their order.
  candidates(lines) {
    const index = this.index
    const query = this.query
    const states = this.states
    const asks = lines.filter(Boolean)
    const isMeant = states && states.kinds.map((kind) =>
      (!query.status || kind.status === query.status) &&
      (!query.schedule || kind.state.schedule === query.schedule))
    const values = new Float64Array(index.total)
    let count = 0
    for (const section of index.sections) {
      const isGone = !section.category
      if (isGone ? !this.words.length || query.status || query.schedule
        : !isWithin(section.category, query.category)) continue
      for (let number = section.from; number < section.from + section.size; number++) {
        if (this.judged[number] || isMeant && !isMeant[states.at[number]]) continue
        let line = 0
        for (const ask of asks) line = Math.max(line, ask[number])
        if (line < absent) values[count++] = this.value(number, placed(line / 2) * 2)
      }
    }
    return values.subarray(0, count).sort()
  }
}

// ranksOf numbers what states are sorted by.
function ranksOf(kinds, rank) {
  const all = kinds.map(rank)
  const order = Array.from(new Set(all)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return all.map((one) => order.indexOf(one))
}

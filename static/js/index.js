// A large register, by an index in shards. What a search reads is what it is about: the postings of
// some grams, which give candidates, and the texts of those candidates that may come next. A finding
// is shown only when its text has all that is looked for, and only when no other may come before it.

import {
  addState, findingsOf, isState, isWithin, mayBeState, nameLines, placeOf, placed, stateLine
} from './finding.js'
import { split } from './fold.js'
import { gramsOf, Numbers, shardOf } from './gram.js'
import { script } from './script.js'
import { rankOf } from './sort.js'

const absent = 255 // of a number without a word; lines are doubled, for the state's between two
const few = 20 // candidates that are read without more being asked of the index
const atOnce = 6 // files that are read at the same time
const mostBlocks = 20 // that are read before somebody asks for more: 150 kB; and
const mostGuesses = 5 // where the words are so common that the index says little
const spread = 4096 // places of one rank

export class Index {
  constructor(folder, data) {
    this.data = data
    this.folder = folder + data.folder
    this.reading = new Map() // files that were read or are on their way
    this.sections = [] // runs of findings whose numbers follow each other
    this.total = 0
    for (const scope of data.scopes) {
      scope.sizes.forEach((size, i) => this.addSection(scope.inspection + '/' + scope.categories[i], size))
    }
    this.addSection('', data.withdrawn)
  }

  // addSection counts as generator/search does: a section has some free numbers behind its last one.
  addSection(category, size) {
    this.sections.push({ category, size, from: this.total })
    let step = this.data.block
    while (step * 8 < size) step *= 2
    this.total += Math.ceil(size / step) * step
  }

  begin(query, form) {
    return new Search(this, query, form)
  }

  // read reads a file once; one that failed is tried again by the next who wants it.
  read(name, take) {
    if (!this.reading.has(name)) {
      const read = script(this.folder + name).then(take)
      this.reading.set(name, read)
      read.catch(() => this.reading.delete(name))
    }
    return this.reading.get(name)
  }

  // postings gives where a term stands, as the index has written it.
  postings(term) {
    const shard = shardOf(term, this.data.shards)
    const lists = () => {
      const lists = this.data.postings[shard]
      delete this.data.postings[shard]
      return lists
    }
    return this.read('postings_' + shard + '.js', lists).then((lists) => lists[term] || '')
  }

  block(number) {
    return this.read('texts_' + number + '.js', () => {
      const findings = findingsOf(this.data.texts[number])
      delete this.data.texts[number]
      return findings
    })
  }

  states() {
    return this.read('states.js', () => {
      const states = statesOf(this.data.states, this.total)
      delete this.data.states
      return states
    })
  }

  // lines gives for every number in which line some terms stand at the earliest, doubled; absent where
  // one does not. It is null where no term says anything.
  async lines(terms) {
    if (!terms.length) return null
    const lists = await Promise.all(terms.map((term) => this.postings(term)))
    return lists.reduce((before, list, i) => {
      const least = this.isEverywhere(terms[i]) ? (nameLines + 1) * 2 : absent
      const lines = before ? before.map((line) => Math.max(line, least)) : new Uint8Array(this.total).fill(least)
      const numbers = new Numbers(list)
      while (numbers.isLeft) {
        const line = numbers.next() * 2
        let number = 0
        for (let count = numbers.next(); count > 0; count--) {
          number += numbers.next()
          lines[number] = before ? Math.max(before[number], line) : line
        }
      }
      return lines
    }, null)
  }

  // isEverywhere says whether most texts have a term: the index has only those that have it in names.
  isEverywhere(term) {
    return this.data.common[term] > this.total / 2
  }

  // terms gives which grams of a word the index is asked for. Those of many texts say little and are
  // long.
  terms(grams) {
    const common = this.data.common
    const rare = grams.filter((gram) => !(gram in common))
    const often = grams.filter((gram) => gram in common)
    often.sort((a, b) => common[a] - common[b])
    const last = rare.length - 1
    const three = [0, last >> 1, last]
    return { rare: rare.filter((_, i) => three.indexOf(i) >= 0), often: often.slice(0, 2) }
  }
}

// statesOf gives the state of each number, one for all that have the same.
function statesOf(data, total) {
  const kinds = []
  const at = new Uint16Array(total)
  for (const state of data.states) {
    const known = new Map() // by date
    const numbers = new Numbers(state.numbers)
    const dates = new Numbers(state.dates || '')
    let number = 0
    const kindOf = (days) => {
      if (!known.has(days)) {
        known.set(days, kinds.length)
        kinds.push(kind(state, days))
      }
      return known.get(days)
    }
    if (!numbers.isLeft) at.fill(kindOf(0)) // it comes first, and has no date
    while (numbers.isLeft) {
      number += numbers.next()
      at[number] = kindOf(dates.isLeft ? dates.next() : 0)
    }
  }
  return { kinds, at }
}

function kind(state, days) {
  const date = days ? new Date(Date.parse(state.since) + (days - 1) * 86400000).toISOString().slice(0, 10) : ''
  const one = Object.assign({}, state)
  if (state.waits) one.review = date
  else one.date = date
  addState(one)
  return one
}

// Search is one search: what is found of it so far, in its order, and what may come.
class Search {
  constructor(index, query, form) {
    this.index = index
    this.query = query
    this.form = form
    this.words = split(query.q)
    this.released = [] // that no other comes before
    this.pending = [] // that have been read and are meant, but another may come before
    this.found = [] // all of both: what is shown while not all has been read
    this.queue = null // candidates, by the place that they have at best
    this.at = 0 // in the queue
    this.isOver = false // nobody waits for it any more
  }

  get isDone() {
    return !!this.queue && this.at === this.queue.length && !this.pending.length
  }

  // count is how many will be found, as far as that is known; else null.
  get count() {
    if (this.isDone) return this.released.length
    return this.isExact ? this.queue.length : null
  }

  // more finds so many, or fewer, where it would have to read too much for it.
  async more(many) {
    if (!this.queue) await this.ask()
    if (!this.most) this.most = this.isVague && !this.isExact ? mostGuesses : mostBlocks
    let left = this.most
    this.most *= 2 // next time somebody has asked for more
    while (left > 0 && this.released.length < many && !this.isDone && !this.isOver) {
      const end = this.end(many - this.released.length, Math.min(left, atOnce))
      const numbers = Array.from(this.queue.slice(this.at, end), (value) => value % this.index.total)
      const blocks = new Map()
      for (const number of numbers) blocks.set(Math.floor(number / this.index.data.block), null)
      left -= blocks.size
      await Promise.all(Array.from(blocks.keys(), async (n) => blocks.set(n, await this.index.block(n))))
      for (const number of numbers) this.judge(number, blocks)
      this.at = end
      this.release()
    }
    this.found = this.released.concat(this.pending.map((one) => one.finding))
  }

  // end is behind the candidates that are read next: as many as are wanted, from not too many files.
  end(wanted, most) {
    const blocks = new Set()
    let end = this.at
    for (; end < this.queue.length && end - this.at < wanted; end++) {
      blocks.add(Math.floor(this.queue[end] % this.index.total / this.index.data.block))
      if (blocks.size > most) break
    }
    return end
  }

  judge(number, blocks) {
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
    let lines = await this.linesOf(asked)
    let queue = this.candidates(lines)
    if (queue.length > few && terms.some((term, i) => !asked[i].length && term.often.length)) {
      terms.forEach((term, i) => { if (!asked[i].length) asked[i] = term.often })
      lines = await this.linesOf(asked)
      queue = this.candidates(lines)
    }
    // A word that is a gram is where the index says, no more and no less.
    const isSaid = (term) => term && !index.isEverywhere(term)
    this.isExact = words.every((word, i) => asked[i][0] === word && isSaid(word)) &&
      (!query.office || isSaid(asked[words.length][0])) && !(query.category && index.data.withdrawn)
    this.isVague = words.length > 0 && terms.every((term) => !term.rare.length)
    this.queue = queue
  }

  linesOf(asked) {
    return Promise.all(asked.map(async (terms, i) => {
      const lines = await this.index.lines(terms)
      return lines && i < this.words.length ? this.withStates(lines, this.words[i]) : lines
    }))
  }

  // withStates adds the findings whose state has a word.
  withStates(lines, word) {
    if (!this.states || !mayBeState(word)) return lines
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
    const values = []
    for (const section of index.sections) {
      const isGone = !section.category
      if (isGone ? !this.words.length || query.status || query.schedule
        : !isWithin(section.category, query.category)) continue
      for (let number = section.from; number < section.from + section.size; number++) {
        if (isMeant && !isMeant[states.at[number]]) continue
        let line = 0
        for (const ask of asks) line = Math.max(line, ask[number])
        if (line < absent) values.push(this.value(number, placed(line / 2) * 2))
      }
    }
    return Float64Array.from(values).sort()
  }
}

// ranksOf numbers what states are sorted by.
function ranksOf(kinds, rank) {
  const all = kinds.map(rank)
  const order = Array.from(new Set(all)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return all.map((one) => order.indexOf(one))
}

// A large register, by an index in shards: reads its files, each once, when a search wants it.

import { Candidates } from './candidates.js'
import { addState, findingsOf } from './finding.js'
import { Numbers, shardOf } from './gram.js'
import { script } from './script.js'

export class Index {
  constructor(folder, data) {
    this.data = data
    this.folder = folder + data.folder
    this.reading = new Map() // files that were read or are on their way
    this.sections = [] // runs of findings whose numbers follow each other
    this.total = 0
    this.common = new Map() // in how many findings each frequent term stands
    const counts = new Numbers(data.counts)
    for (const term of data.common) this.common.set(term, counts.next())
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
    return new Candidates(this, query, form)
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

  // postings gives the first postings of a term, as the index has written them.
  postings(term) {
    return this.lists(term, 'postings', '.js')
  }

  // more gives those that are left of a list that was cut.
  more(term) {
    return this.lists(term, 'more', '_more.js')
  }

  lists(term, kind, ending) {
    const shard = shardOf(term, this.data.shards)
    const lists = () => {
      const lists = this.data[kind][shard]
      delete this.data[kind][shard]
      return lists
    }
    return this.read('postings_' + shard + ending, lists).then((lists) => lists[term] || '')
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

  // isEverywhere says whether most texts have a term: the index has only those that have it in names.
  isEverywhere(term) {
    return this.common.get(term) > this.total / 2
  }

  // terms gives which grams of a word the index is asked for. Those of many texts say little and are
  // long.
  terms(grams) {
    const rare = grams.filter((gram) => !this.common.has(gram))
    const often = grams.filter((gram) => this.common.has(gram))
    often.sort((a, b) => this.common.get(a) - this.common.get(b))
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

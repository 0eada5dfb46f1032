// What is searched, read when somebody first looks for something, from scripts, since pages from a
// disk may not fetch. A small register is one script; of a large one there is an index.

import { notBefore } from './days.js'
import { findingsOf, placeOf } from './finding.js'
import { split } from './fold.js'
import { Index } from './index.js'
import { script } from './script.js'
import { sorted } from './sort.js'

let reading

// load gives what is searched: begin(query, form) begins a search of it. Where it fails, or was
// forgotten, the next call tries again.
export function load(address) {
  if (reading) return reading
  reading = open(address)
  reading.catch(forget)
  return reading
}

// forget has all read again: what the page has read may be of an earlier site.
export function forget() {
  reading = null
}

async function open(address) {
  await script(address)
  const data = window.gongshiSearch
  notBefore(data.built)
  return data.findings ? new Whole(data) : new Index(address.slice(0, address.lastIndexOf('/') + 1), data)
}

// Whole is a register of one script.
class Whole {
  constructor(data) {
    this.findings = findingsOf(data)
  }

  // begin searches: a small register is searched at once.
  begin(query, form) {
    const words = split(query.q)
    const found = this.findings
      .map((finding, at) => ({ finding, at, place: placeOf(finding, query, words) }))
      .filter((one) => one.place < Infinity)
      .sort((a, b) => a.place - b.place || a.at - b.at) // equals, which old browsers do not see to
      .map((one) => one.finding)
    return { words, found: sorted(found, query.sort, form), count: found.length, isDone: true,
      more: () => Promise.resolve() }
  }
}

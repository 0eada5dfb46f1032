// The texts of all findings, read when somebody first looks for something, from scripts, since
// pages from a disk may not fetch.
//
// A small register is one script. Of a large one search.js only names the parts; for each part
// there are search_1.js with what a result shows, and texts_1.js with the rest of the texts. The
// heads are always read; the texts where they are few, or somebody wants them.

import { notBefore } from './days.js'
import { split } from './haystack.js'
import { Part, isWithin } from './part.js'

const atOnce = 4 // scripts that are read at the same time
const textSize = 2000 // bytes, of one finding
// How many bytes of texts are read without being asked for: on a telephone some seconds' worth of a
// slow network; where there is a mouse, the texts of 16,000 findings.
const ample = matchMedia('(pointer: fine)').matches ? 32e6 : 4e6

// script runs a script.
function script(address) {
  return new Promise((done, fail) => {
    const element = document.createElement('script')
    element.src = address
    element.onload = () => {
      element.remove()
      done()
    }
    element.onerror = fail
    document.head.appendChild(element)
  })
}

// each does something with all items, some at a time, the first ones first.
async function each(items, act) {
  const waiting = items.slice()
  const next = async () => {
    while (waiting.length) await act(waiting.shift())
  }
  await Promise.all(Array.from({ length: atOnce }, next))
}

let reading

// load gives the texts. Where it fails the next call tries again.
export function load(address) {
  if (reading) return reading
  reading = open(address)
  reading.catch(() => (reading = null))
  return reading
}

async function open(address) {
  await script(address)
  const data = window.gongshiSearch
  notBefore(data.built)
  const texts = new Texts(address, data)
  if (data.parts) await texts.readHeads()
  return texts
}

class Texts {
  constructor(address, data) {
    this.folder = address.slice(0, address.lastIndexOf('/') + 1)
    this.data = data
    this.known = data.parts || [] // what is said of each part
    this.parts = data.parts ? [] : [new Part(data)]
    this.wanted = new Set() // numbers of the parts whose texts are read or on their way
    this.onTheirWay = 0
  }

  async readHeads() {
    const numbers = this.known.map((_, i) => i)
    await each(numbers, async (i) => {
      await script(this.folder + 'search_' + (i + 1) + '.js')
      this.parts[i] = new Part(this.data.heads[i + 1])
      delete this.data.heads[i + 1]
    })
  }

  // lacks gives the numbers of the parts whose texts a query would need and nobody has read.
  lacks(query) {
    if (!query.q.trim()) return []
    return this.known.map((_, i) => i).filter((i) => !this.wanted.has(i) &&
      this.known[i].categories.some((category) => isWithin(category, query.category)))
  }

  // size is about how many bytes the texts of some parts have.
  size(numbers) {
    return numbers.reduce((sum, i) => sum + this.known[i].findings * textSize, 0)
  }

  // isAmple says whether texts may be read without being asked for.
  isAmple(numbers) {
    return this.size(numbers) <= ample
  }

  // read reads the texts of some parts, and tells after each.
  async read(numbers, tell) {
    for (const i of numbers) this.wanted.add(i)
    this.onTheirWay += numbers.length
    await each(numbers, async (i) => {
      try {
        await script(this.folder + 'texts_' + (i + 1) + '.js')
        this.parts[i].add(this.data.texts[i + 1])
        delete this.data.texts[i + 1]
      } catch (missing) {
        this.wanted.delete(i)
        throw missing
      } finally {
        this.onTheirWay--
      }
      tell()
    })
  }

  get isReading() {
    return this.onTheirWay > 0
  }

  // search gives the findings that a query means as far as texts are read: those first whose title,
  // number or id has it, then the others by where it stands. While texts are read, those that come
  // with them stay behind what is there.
  search(query) {
    const words = split(query.q)
    const found = { named: [], heads: [], others: [] }
    for (const part of this.parts) part.search(query, words, found)
    const others = this.isReading ? found.others : byLine(found.others)
    return { words, found: found.named.concat(byLine(found.heads), others).map((one) => one.finding) }
  }
}

// byLine sorts what is found; equals stay as they stand, which old browsers do not see to.
function byLine(found) {
  const all = found.map((one, at) => ({ finding: one.finding, line: one.line, at }))
  return all.sort((a, b) => a.line - b.line || a.at - b.at)
}

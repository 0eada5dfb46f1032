// The page that checks a copy of the site: what the sums say of each file, and what the signature
// says of the sums. Digests and signatures are the browser's own.

import { say } from './js/said.js'
import { parse, verify } from './js/signature.js'
import { entries } from './js/zip.js'

const sumsName = 'SHA256SUMS'
const signatureName = sumsName + '.sig'
const shown = 200 // differences that are listed

const byID = (name) => document.getElementById('verify-' + name)
const own = byID('script').dataset
const list = byID('list')
let turn = 0 // of the newest choice: an earlier one that ends late is not shown

const bytes = (blob) => new Response(blob).arrayBuffer()
const hex = (buffer) => Array.from(new Uint8Array(buffer))
  .map((b) => b.toString(16).padStart(2, '0')).join('')

// rootOf gives the uppermost folder that has sums; undefined without one.
function rootOf(names) {
  const depth = (name) => name.split('/').length
  return names.filter((n) => n === sumsName || n.endsWith('/' + sumsName))
    .sort((a, b) => depth(a) - depth(b)).map((n) => n.slice(0, -sumsName.length))[0]
}

// read gives the digest of each file that the sums name.
function read(text) {
  const sums = new Map()
  for (const line of text.split(/\r?\n/)) {
    const found = /^(\\?)([0-9a-f]{64}) [ *](.+)$/.exec(line)
    if (!found) continue
    const back = { n: '\n', r: '\r', '\\': '\\' }
    const name = found[1] ? found[3].replace(/\\(.)/g, (_, c) => back[c]) : found[3]
    sums.set(name, found[2])
  }
  return sums
}

// differences compares files, by name within the site, with the sums.
async function differences(files, sums, step) {
  const wrong = []
  let done = 0
  for (const name of sums.keys()) {
    step(++done)
    const open = files.get(name)
    if (!open) {
      wrong.push([own.missing, name])
      continue
    }
    try {
      const digest = await crypto.subtle.digest('SHA-256', await open())
      if (hex(digest) !== sums.get(name)) wrong.push([own.changed, name])
    } catch (error) {
      wrong.push([own.unread, name])
    }
  }
  for (const name of files.keys()) {
    const proof = name === sumsName || name === signatureName || name.startsWith('data/log/')
    if (!proof && !sums.has(name)) wrong.push([own.foreign, name])
  }
  return wrong
}

// signed says what the signature is worth.
async function signed(files, sums) {
  if (!files.has(signatureName)) return [['', own.unsigned]]
  const text = new TextDecoder().decode(await files.get(signatureName)())
  const signature = parse(text)
  if (!signature) return [['bad', own.signatureBad]]
  const key = 'SHA256:' + btoa(String.fromCharCode(...new Uint8Array(
    await crypto.subtle.digest('SHA-256', signature.key)))).replace(/=+$/, '')
  let good
  try {
    good = await verify(signature, sums)
  } catch (error) {
    return [['', own.noEd25519 + own.colon + key]]
  }
  if (!good) return [['bad', own.signatureBad]]
  const verdicts = [['good', own.signed + own.colon + key]]
  if (own.key) verdicts.push(own.key === key ? ['good', own.same] : ['bad', own.other])
  return verdicts
}

// check says whether files, by their paths, are the site.
async function check(all) {
  const now = ++turn
  const tell = (verdicts, wrong) => now === turn && say(byID('result'), verdicts, list, wrong)
  const root = rootOf(Array.from(all.keys()))
  if (root === undefined) return tell([['bad', own.noSums]], [])
  const files = new Map()
  for (const name of all.keys()) {
    files.set(name.startsWith(root) ? name.slice(root.length) : name, all.get(name))
  }
  const data = await files.get(sumsName)()
  const sums = read(new TextDecoder().decode(data))
  if (!sums.size) return tell([['bad', own.noSums]], [])
  const wrong = await differences(files, sums, (done) => {
    if (done % 100 === 1) tell([['', own.reading + ' ' + done + '/' + sums.size]], [])
  })
  const verdict = wrong.length ? ['bad', own.bad + own.colon + wrong.length]
    : ['good', own.good + own.colon + sums.size]
  tell([verdict].concat(await signed(files, data)),
    wrong.slice(0, shown).map((w) => w[0] + own.colon + w[1]))
}

function folder(event) {
  const all = new Map()
  for (const file of event.target.files) {
    all.set(file.webkitRelativePath || file.name, () => bytes(file))
  }
  if (all.size) check(all)
}

async function zip(event) {
  const file = event.target.files[0]
  if (!file) return
  if (!window.DecompressionStream) {
    say(byID('result'), [['bad', own.noInflate]], list, [])
    return
  }
  try {
    await check(await entries(file))
  } catch (error) {
    say(byID('result'), [['bad', own.zipBad]], list, [])
  }
}

if (window.crypto && crypto.subtle) {
  document.getElementById('verify').hidden = false
  byID('folder').webkitdirectory = true // in the markup, checkers of HTML refuse it
  byID('folder').addEventListener('change', folder)
  byID('zip').addEventListener('change', zip)
} else {
  say(byID('result'), [['bad', own.insecure]], list, [])
}

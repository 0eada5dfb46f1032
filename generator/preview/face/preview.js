// Written for Chromium 69, which domestic browsers are made of: no optional chaining, no
// replaceChildren.
//
// The editor's side of a page: listens to the server, reloads the page or swaps its styles when
// its files have changed, and shows a bar and, while there are problems, an overlay. All of it
// stands in a shadow tree, so that its styles and the site's do not meet. It is never in a build.

const own = document.querySelector('script[data-gongshi]')
const facts = JSON.parse(own.dataset.gongshi)
const words = facts.words
const retry = 3000 // milliseconds, after a stream was refused; lost ones the browser takes up again
const swapped = {} // the build of each style sheet that was swapped
const coming = {} // the style sheets that are to replace others, until they are loaded

const say = (name, n) => words[name + (n === 1 ? 'One' : 'Many')].replace('%d', n)

// Storage may be switched off; then a reload begins at the top, and an overlay unfolds again.
function remember(name, value) {
  try { sessionStorage.setItem('gongshi-' + name, value) } catch { }
}
function recall(name) {
  try { return sessionStorage.getItem('gongshi-' + name) } catch { return null }
}

function fill(element, children) {
  element.textContent = ''
  element.append(...children)
}

function make(tag, facets, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(facets)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

const parts = {
  drafts: make('a', {}),
  forms: make('span', { class: 'forms' }),
  copies: make('span', { class: 'copies', 'data-copies': '' }),
  buttons: make('span', {}),
  copied: make('span', { role: 'status' }),
  remarks: make('span', { title: words.remarksHint, hidden: '' }),
  unreleased: make('a', { hidden: '' }),
  problems: make('button', { type: 'button', class: 'problems' }),
  source: make('a', { class: 'source', title: words.openSource }),
  day: make('input', { type: 'date', min: facts.first, max: facts.last, id: 'day' }),
  today: make('button', { type: 'button' }, words.today),
  status: make('span', { role: 'status', class: 'status' }),
  spoken: make('span', { role: 'status', class: 'spoken' }), // what else is seen at a glance
  title: make('h2', { id: 'title' }),
  below: make('p', { id: 'below' }),
  list: make('ol', {}),
  more: make('p', {}),
  fold: make('button', { type: 'button' }, words.fold),
}
const dialog = make('dialog',
  { role: 'alertdialog', 'aria-labelledby': 'title', 'aria-describedby': 'below' },
  make('header', {}, parts.title, parts.fold),
  parts.below,
  make('div', { 'aria-live': 'assertive' }, parts.list),
  parts.more,
  make('p', { class: 'hint' }, words.foldHint))
const bar = make('aside', { class: 'bar', 'aria-label': words.preview },
  make('strong', {}, words.preview),
  parts.forms,
  parts.copies,
  parts.drafts,
  parts.remarks,
  parts.unreleased,
  parts.problems,
  parts.source,
  make('span', { class: 'day' },
    make('label', { for: 'day' }, words.asOf), parts.day, parts.today),
  parts.status,
  parts.spoken)

parts.copies.append(parts.buttons, parts.copied)

function settle() {
  const host = document.createElement('gongshi-preview')
  const sheet = make('link', { rel: 'stylesheet', href: '/.gongshi/preview.css' })
  host.hidden = true // until it has its style
  sheet.addEventListener('load', () => { host.hidden = false })
  host.attachShadow({ mode: 'open' }).append(sheet, bar, dialog)
  document.documentElement.append(host) // beside the body: its layout is the site's
  new ResizeObserver(() => host.style.setProperty('--bar', bar.offsetHeight + 'px')).observe(bar)
  parts.day.value = facts.asOf
  parts.today.disabled = !facts.asOf
}

function reload() {
  remember('scroll', JSON.stringify([location.pathname, scrollX, scrollY]))
  stream.close()
  location.reload()
}

function returnToPlace() {
  const [page, x, y] = JSON.parse(recall('scroll') || '[]')
  remember('scroll', '[]')
  if (page !== location.pathname) return
  const go = () => scrollTo({ left: x, top: y, behavior: 'instant' })
  go()
  addEventListener('load', go) // late pictures move the page
}

// stale says whether the page shows something that is no longer so, other than a style.
function stale(now) {
  if (now.run !== facts.run || now.asOf !== facts.asOf || now.page > facts.build) return true
  if (facts.absent && now.exists) return true
  const loaded = performance.getEntriesByType('resource').map((e) => new URL(e.name))
  return loaded.some((url) => url.origin === location.origin && !url.pathname.endsWith('.css')
    && now.assets[decodeURIComponent(url.pathname)] > facts.build)
}

function restyle(assets) {
  for (const old of document.querySelectorAll('link[rel~="stylesheet"]')) {
    const url = new URL(old.href)
    const name = decodeURIComponent(url.pathname)
    if (url.origin !== location.origin || !(assets[name] > (swapped[name] || facts.build))) continue
    swapped[name] = assets[name]
    if (coming[name]) coming[name].remove() // out of date before it has come
    const fresh = coming[name] = old.cloneNode()
    fresh.href = url.pathname + '?build=' + assets[name]
    fresh.addEventListener('load', () => {
      if (coming[name] !== fresh) return
      old.remove() // only now: never a moment without
      delete coming[name]
    })
    fresh.addEventListener('error', () => fresh.remove())
    old.after(fresh)
  }
}

function card(notice) {
  const item = make('li', {},
    make('p', { class: 'text' }, notice.text),
    make('p', { class: 'fix' }, notice.fix))
  if (notice.before + notice.marked + notice.after) {
    item.append(make('pre', {}, notice.before, make('mark', {}, notice.marked), notice.after))
  }
  if (notice.form) item.append(make('p', {}, make('a', { href: notice.form }, words.openForm)))
  if (notice.link.href) {
    item.append(make('p', {}, make('a', { href: notice.link.href }, words.open)))
    if (!notice.form) item.lastChild.append(' ', make('code', {}, notice.link.path))
  }
  return item
}

function warn(now) {
  const count = now.count
  const title = count ? say('problems', count) : words.problemsNone
  const before = parts.problems.textContent
  if (before && before !== title) parts.spoken.textContent = title
  parts.problems.textContent = parts.title.textContent = title
  parts.problems.disabled = !count
  parts.below.textContent = facts.absent ? words.noPage : words.below
  fill(parts.list, now.notices.map(card))
  const rest = count - now.notices.length
  parts.more.textContent = rest ? words.more.replace('%d', rest) : ''
  if (!count) return dialog.close()
  const folded = recall('folded') === now.run + now.build
  if (!folded && !dialog.open) dialog.showModal()
}

// announce says what a release would change: the first kinds, and all of them in the title.
function announce(now) {
  const lines = now.unreleased
  const shown = lines.slice(0, 2).join(words.semicolon) + (lines.length > 2 ? ' …' : '')
  parts.unreleased.textContent = words.unreleased.replace('%s', shown)
  parts.unreleased.title = lines.join('\n')
  parts.unreleased.hidden = !lines.length
  if (now.edit) parts.unreleased.href = now.edit + 'publish'
}

function hear(now) {
  heard = now
  if (stale(now)) return reload()
  restyle(now.assets)
  parts.status.textContent = ''
  parts.drafts.textContent = say('drafts', now.drafts)
  if (now.edit) parts.drafts.href = now.edit
  fill(parts.forms, now.forms.map((f) => make('a', { href: f.href }, f.label)))
  parts.copies.hidden = !now.copies.length
  fill(parts.buttons, now.copies.map((c) => make('button',
    { type: 'button', 'data-copy': c.href, 'data-failed': c.failed }, c.label)))
  parts.remarks.textContent = say('remarks', now.remarks)
  parts.remarks.hidden = !now.remarks
  announce(now)
  parts.source.textContent = now.source.place
  parts.source.toggleAttribute('href', Boolean(now.source.href))
  if (now.source.href) parts.source.href = now.source.href
  warn(now)
}

let stream
let heard

function listen() {
  if (stream) stream.close()
  // A page that is not seen leaves its connection to those that are: a browser has six for all.
  if (document.hidden) return
  stream = new EventSource('/.gongshi/events?page=' + encodeURIComponent(location.pathname)
    + '&build=' + facts.build)
  const mine = stream
  mine.addEventListener('message', (e) => hear(JSON.parse(e.data)))
  mine.addEventListener('error', () => {
    parts.status.textContent = words.lost
    if (mine.readyState === EventSource.CLOSED && mine === stream) setTimeout(listen, retry)
  })
}

function fold() {
  remember('folded', heard.run + heard.build)
  dialog.close()
}

async function choose(day) {
  if (!parts.day.checkValidity()) return
  const answer = await fetch('/.gongshi/as-of', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Gongshi': '1' },
    body: JSON.stringify({ day }),
  }).catch(() => ({ ok: false }))
  parts.status.textContent = answer.ok ? '' : words.refusedDay
}

parts.fold.addEventListener('click', fold)
dialog.addEventListener('cancel', fold)
parts.problems.addEventListener('click', () => dialog.showModal())
parts.day.addEventListener('change', () => choose(parts.day.value))
parts.today.addEventListener('click', () => { parts.day.value = ''; choose('') })
document.addEventListener('visibilitychange', listen)
addEventListener('pageshow', (e) => { if (e.persisted) location.reload() })

settle()
returnToPlace()
listen()

// Reading aloud, where the browser has a voice of the page's language on the device itself: others
// would send the text to somebody else's servers.

const pieces = 'p,li,dt,dd,h1,h2,h3,h4,h5,h6,th,td,caption,summary,pre,div'
// What only leads elsewhere, is for paper, or is said in full in the next sentence.
const unread = 'nav,button,svg,[aria-hidden],[hidden],.unseen,.slip,.way,.aloud,' +
  '.state .badge__basis'

// texts gives what an article says, piece by piece, in its order.
function texts(article) {
  const all = []
  let last
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement
    if (parent.closest(unread) || !parent.getClientRects().length) continue
    const piece = parent.closest(pieces)
    if (piece === last) all[all.length - 1] += walker.currentNode.data
    else all.push(walker.currentNode.data)
    last = piece
  }
  return all.map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => /[^\s.,;:·…、，。；：()（）-]/.test(text))
}

const ends = [/^.*(?:[。！？；]|[.!?;](?= ))/, /^.*(?:[，、：]|[,:](?= ))/, /^.* /]

// chunks cuts a text at its sentences, else at commas or spaces: Chromium breaks off what takes
// longer than about 15 seconds, which is 60 Chinese characters, or 200 Latin ones.
function chunks(text) {
  const most = /[\u3400-\u9fff]/.test(text) ? 50 : 160
  const all = []
  while (text.length > most) {
    const head = text.slice(0, most)
    const end = ends.find((end) => end.test(head))
    const cut = end ? head.match(end)[0] : head.replace(/[\ud800-\udbff]$/, '')
    all.push(cut.trim())
    text = text.slice(cut.length).trim()
  }
  return all.concat(text || [])
}

// voice gives the best voice on the device for a language such as zh-CN; a browser may tell its
// voices late, and says cmn for zh, or zh_CN.
function voice(language) {
  const tag = (lang) => lang.toLowerCase().replace(/_/g, '-').replace(/^cmn\b(-hans)?/, 'zh')
  const want = tag(language)
  const same = (lang) => tag(lang).split('-')[0] === want.split('-')[0]
  const fit = (v) => tag(v.lang) === want ? 2 : same(v.lang) ? 1 : 0
  return speechSynthesis.getVoices().filter((v) => v.localService && fit(v))
    .sort((a, b) => fit(b) - fit(a))[0]
}

// reader reads an article with a voice; changed hears whether it is reading, paused or neither.
function reader(article, changed) {
  let queue = []
  let at = 0
  let current // held: else the browser may collect it, and nobody hears its end
  let state = ''
  const become = (now) => changed(state = now)
  const silence = () => {
    current = null
    speechSynthesis.cancel()
  }
  const stop = () => {
    silence()
    become('')
  }
  const next = () => {
    if (at >= queue.length) return stop()
    const utterance = current = new SpeechSynthesisUtterance(queue[at])
    utterance.voice = voice(document.documentElement.lang) || null
    utterance.lang = document.documentElement.lang
    utterance.onend = () => {
      if (current !== utterance) return // broken off
      at++
      next()
    }
    utterance.onerror = () => { if (current === utterance) stop() }
    speechSynthesis.speak(utterance)
  }
  const read = () => {
    silence() // also of what another page has left
    become('reading')
    next()
  }
  return {
    stop: () => { if (state) stop() },
    toggle() {
      if (state) return stop()
      queue = [].concat(...texts(article).map(chunks))
      at = 0
      read()
    },
    // Not the browser's own pause: some never go on after it. The chunk is read once more.
    pause() {
      if (state === 'paused') return read()
      silence()
      become('paused')
    }
  }
}

function switchOf(room, word, pressed) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'aloud__switch'
  button.textContent = word
  button.addEventListener('click', pressed)
  room.appendChild(button)
  return button
}

// offerReading puts the switches where the page has room for them, once there is a voice.
export function offerReading() {
  const room = document.querySelector('[data-aloud]')
  if (!room || !window.speechSynthesis || !window.SpeechSynthesisUtterance) return
  const offer = () => {
    if (!room.hidden || !voice(document.documentElement.lang)) return
    const reading = reader(room.closest('article'), (state) => {
      toggle.setAttribute('aria-pressed', state !== '')
      pause.setAttribute('aria-pressed', state === 'paused')
      pause.hidden = state === ''
    })
    const toggle = switchOf(room, room.dataset.aloud, reading.toggle)
    const pause = switchOf(room, room.dataset.pause, reading.pause)
    toggle.setAttribute('aria-pressed', false)
    pause.hidden = true
    room.hidden = false
    document.addEventListener('keydown', (e) => { if (e.key === 'Escape') reading.stop() })
    addEventListener('pagehide', reading.stop)
  }
  offer()
  speechSynthesis.onvoiceschanged = offer
}

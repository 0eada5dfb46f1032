// Large text, as the reader last chose it. Where the browser keeps nothing (it may refuse from a
// disk, or in a private window) the choice holds for one page.

const key = 'gongshi-large'
const root = document.documentElement

function read() {
  try {
    return localStorage.getItem(key) === 'yes'
  } catch (refused) {
    return isLarge()
  }
}

function keep(large) {
  try {
    if (large) localStorage.setItem(key, 'yes')
    else localStorage.removeItem(key)
  } catch (refused) {} // nothing is lost but the memory
}

const isLarge = () => root.classList.contains('large')

// apply makes the text as the reader wants it. Before the first paint, or the page would jump.
export function apply() {
  root.classList[read() ? 'add' : 'remove']('large')
  const button = document.querySelector('.large-text__switch')
  if (button) button.setAttribute('aria-pressed', isLarge())
}

const line = 20 // pixels: what is cut by less is read from its beginning

// place finds where the reader is: the first element that begins in the window, else what fills
// it. at is how far down the element that is, as a share of its height.
function place() {
  let found
  for (let y = 1; y < innerHeight; y += line) {
    const element = document.elementFromPoint(innerWidth / 2, y)
    if (!element) continue
    const box = element.getBoundingClientRect()
    if (box.top > -line) return { element, at: 0 }
    if (!found || box.height < found.height) {
      found = { element, at: -box.top / box.height, height: box.height }
    }
  }
  return found
}

function whereIs(reader) {
  const box = reader.element.getBoundingClientRect()
  return box.top + reader.at * box.height
}

// toggle changes the size and leaves what is at the top of the window there.
function toggle(button) {
  const reader = place()
  const before = reader && whereIs(reader)
  const large = !isLarge()
  root.classList[large ? 'add' : 'remove']('large')
  button.setAttribute('aria-pressed', large)
  keep(large)
  if (!reader) return
  root.classList.add('large-moves') // no gliding
  scrollBy(0, whereIs(reader) - before)
  root.classList.remove('large-moves')
}

// offer puts the switch where the page has room for it.
export function offer() {
  const room = document.querySelector('[data-large-text]')
  if (!room) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'large-text__switch'
  button.textContent = room.dataset.largeText
  button.addEventListener('click', () => toggle(button))
  room.appendChild(button)
  room.hidden = false
  apply()
  addEventListener('pageshow', apply) // a page come back to was left before the choice
}

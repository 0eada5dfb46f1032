// What is looked for, as the address has it behind its #: q=资产&status=completed.

const keys = ['q', 'category', 'status', 'schedule', 'office', 'sort']

export const empty = () => keys.reduce((query, key) => (query[key] = '', query), {})

function decode(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '))
  } catch (broken) {
    return text // a % that somebody typed
  }
}

// read gives what the address asks for; nothing where it asks for a place on the page, such as
// #main.
export function read() {
  const hash = location.hash.slice(1)
  const query = empty()
  if (!hash) return query
  let asked = false
  for (const part of hash.split('&')) {
    const at = part.indexOf('=')
    const key = part.slice(0, Math.max(at, 0))
    if (keys.indexOf(key) < 0) continue
    query[key] = decode(part.slice(at + 1))
    asked = true
  }
  return asked ? query : null
}

export const write = (query) =>
  keys.filter((key) => query[key])
    .map((key) => key + '=' + encodeURIComponent(query[key]))
    .join('&')

export const isEmpty = (query) => !keys.some((key) => query[key].trim())

// remember puts a query into the address: into the history, or in place of the last one.
export function remember(query, how) {
  const hash = write(query)
  if (location.hash.slice(1) === hash) return
  try {
    history[how](null, '', '#' + hash)
  } catch (refused) {
    // Some browsers refuse it from a disk, or too often. Links still work.
  }
}

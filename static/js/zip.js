// What is in a zip: its names, and how the bytes of each are read. One of more than 4 GB is refused.

const tail = 65557 // bytes at the end in which the directory is named
const bytes = (blob) => new Response(blob).arrayBuffer()

function named(raw, flags) {
  if (!(flags & 0x800)) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(raw)
    } catch (error) {
      return new TextDecoder('gb18030').decode(raw) // as programs on Windows write
    }
  }
  return new TextDecoder().decode(raw)
}

// inflated reads no more than the directory says that there is.
async function inflated(blob, size) {
  const stream = blob.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const all = new Uint8Array(size)
  let at = 0
  for (;;) {
    const part = await stream.read()
    if (part.done) break
    all.set(part.value, at) // throws where it is longer
    at += part.value.length
  }
  if (at !== size) throw new Error('cut')
  return all.buffer
}

async function open(file, entry) {
  if (entry.flags & 1 || entry.method !== 0 && entry.method !== 8) throw new Error('method')
  const head = new DataView(await bytes(file.slice(entry.at, entry.at + 30)))
  const start = entry.at + 30 + head.getUint16(26, true) + head.getUint16(28, true)
  const packed = file.slice(start, start + entry.packed)
  return entry.method ? inflated(packed, entry.size) : bytes(packed)
}

// entries gives a function for each file, by its name.
export async function entries(file) {
  const from = Math.max(0, file.size - tail)
  const end = new DataView(await bytes(file.slice(from)))
  let at = end.byteLength - 22
  while (at >= 0 && end.getUint32(at, true) !== 0x06054b50) at--
  if (at < 0) throw new Error('no zip')
  const count = end.getUint16(at + 10, true)
  const offset = end.getUint32(at + 16, true)
  if (count === 0xffff || offset === 0xffffffff) throw new Error('zip64')
  const size = end.getUint32(at + 12, true)
  const directory = new DataView(await bytes(file.slice(offset, offset + size)))
  const all = new Map()
  let next = 0
  for (let n = 0; n < count; n++) {
    if (directory.getUint32(next, true) !== 0x02014b50) throw new Error('directory')
    const u16 = (i) => directory.getUint16(next + i, true)
    const u32 = (i) => directory.getUint32(next + i, true)
    const entry = { flags: u16(8), method: u16(10), packed: u32(20), size: u32(24), at: u32(42) }
    const name = named(new Uint8Array(directory.buffer, next + 46, u16(28)), entry.flags)
      .replace(/\\/g, '/')
    if (!name.endsWith('/')) {
      const twice = all.has(name)
      all.set(name, () => twice ? Promise.reject(new Error('twice')) : open(file, entry))
    }
    next += 46 + u16(28) + u16(30) + u16(32)
  }
  return all
}

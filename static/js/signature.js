// An SSHSIG (OpenSSH's PROTOCOL.sshsig) is taken apart here; the browser verifies it.

const namespace = 'gongshi'
const hash = 'sha512'
const kind = 'ssh-ed25519'
const text = (bytes) => String.fromCharCode(...bytes)

// reader gives one string after another; undefined at the end.
function reader(bytes) {
  let at = 0
  return {
    skip: (n) => bytes.slice(at, at += n),
    string() {
      if (at + 4 > bytes.length) return undefined
      const n = new DataView(bytes.buffer, bytes.byteOffset).getUint32(at)
      at += 4
      if (at + n > bytes.length) return undefined
      return bytes.slice(at, at += n)
    },
  }
}

function written(...strings) {
  const parts = [Uint8Array.from('SSHSIG', (c) => c.charCodeAt(0))]
  for (const s of strings) {
    const bytes = typeof s === 'string' ? Uint8Array.from(s, (c) => c.charCodeAt(0)) : s
    const length = new Uint8Array(4)
    new DataView(length.buffer).setUint32(0, bytes.length)
    parts.push(length, bytes)
  }
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  parts.reduce((at, p) => (all.set(p, at), at + p.length), 0)
  return all
}

// parse gives the key, whole and raw, and the raw signature; nothing where it is not one that an
// ed25519 key has made for a site.
export function parse(armoured) {
  const found = /-----BEGIN SSH SIGNATURE-----([\s\S]*)-----END SSH SIGNATURE-----/.exec(armoured)
  let bytes
  try {
    bytes = Uint8Array.from(atob(found[1].replace(/\s/g, '')), (c) => c.charCodeAt(0))
  } catch (error) {
    return undefined
  }
  const r = reader(bytes)
  const head = text(r.skip(10))
  const parts = [r.string(), r.string(), r.string(), r.string(), r.string()]
  if (head !== 'SSHSIG\0\0\0\x01' || parts.indexOf(undefined) >= 0) return undefined
  const key = parts[0]
  const k = reader(key)
  const s = reader(parts[4])
  if (text(k.string() || []) !== kind || text(s.string() || []) !== kind ||
    text(parts[1]) !== namespace || parts[2].length || text(parts[3]) !== hash) return undefined
  return { key, raw: k.string(), signature: s.string() }
}

// verify throws where the browser has no Ed25519.
export async function verify(signature, data) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-512', data))
  const key = await crypto.subtle.importKey('raw', signature.raw, { name: 'Ed25519' }, false,
    ['verify'])
  return crypto.subtle.verify({ name: 'Ed25519' }, key, signature.signature,
    written(namespace, '', hash, digest))
}

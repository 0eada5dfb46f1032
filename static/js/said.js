// say shows verdicts, each a kind (good, bad or neither) and a sentence, and lists names.
export function say(place, verdicts, list, names) {
  place.textContent = ''
  for (const verdict of verdicts) {
    const kind = verdict[0]
    const line = document.createElement('p')
    line.className = 'verdict' + (kind ? ' verdict--' + kind : '')
    line.textContent = (kind === 'good' ? '✓ ' : kind === 'bad' ? '✗ ' : '') + verdict[1]
    place.appendChild(line)
  }
  list.textContent = ''
  for (const name of names) {
    const item = document.createElement('li')
    item.textContent = name
    list.appendChild(item)
  }
}

// Lists what is wrong with how the page is laid out, in words; nothing where all is well. Run in the
// page by versions_test.go, so it is written for the oldest browser of all.
(function () {
  const wrong = []
  const least = 3 // pixels between what stands side by side
  const style = (node) => getComputedStyle(node)
  const isFolded = (node) => {
    const details = node.closest('details:not([open])')
    return details && node !== details && !node.closest('summary')
  }
  const isSeen = (node) => node.getClientRects().length > 0 && style(node).visibility === 'visible' &&
    !node.closest('.unseen, .skip, .lines .row__label') && !isFolded(node)
  const name = (node) => node.className && node.className.replace ? '.' + node.className : node.nodeName

  function rects(node) {
    const range = document.createRange()
    range.selectNodeContents(node)
    return Array.from(range.getClientRects())
  }

  // box is where something is seen: an element with an edge, else the texts and signs in it.
  function box(node) {
    const isEdged = node.nodeType === 1 && (parseFloat(style(node).borderRightWidth) > 0 ||
      /^(svg|img|input|select|button)$/i.test(node.nodeName))
    if (isEdged) return node.getBoundingClientRect()
    const all = node.nodeType === 3 ? rects(node) : parts(node).map(box)
    return all.filter((one) => one && one.width).reduce((whole, one) => whole ? {
      left: Math.min(whole.left, one.left), right: Math.max(whole.right, one.right),
      top: Math.min(whole.top, one.top), bottom: Math.max(whole.bottom, one.bottom), width: 1,
    } : one, null)
  }

  // parts are the elements and the texts of an element that are seen, in their order.
  const parts = (node) => Array.from(node.childNodes).filter((child) =>
    child.nodeType === 1 ? isSeen(child) : child.nodeType === 3 && child.data.trim())

  function say(what, one, other) {
    wrong.push(what + ': ' + name(one.parentNode) + ' > ' + (one.textContent || '').trim().slice(0, 20) + ' | ' +
      (other.textContent || '').trim().slice(0, 20))
  }

  // What shares a row of a flex box or a grid stands apart, and rows do not run into each other.
  for (const node of Array.from(document.body.querySelectorAll('*'))) {
    if (!/flex|grid/.test(style(node).display) || !isSeen(node)) continue
    const all = parts(node)
    all.slice(1).forEach((part, i) => {
      const a = box(all[i]), b = box(part)
      const isRow = a && b && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4
      if (isRow && b.left - a.right < least && b.left >= a.left) say('touch', all[i], part)
    })
  }

  // The words of a mark keep off its edges, and the sign before them.
  for (const mark of Array.from(document.querySelectorAll('.badge, .schedule'))) {
    if (!isSeen(mark)) continue
    const edge = mark.getBoundingClientRect()
    const all = parts(mark)
    const last = box(all[all.length - 1])
    if (box(all[0]).left - edge.left < least || edge.right - last.right < least) {
      say('no room in', mark, mark)
    }
    if (all.length > 1 && box(all[1]).left - box(all[0]).right < least) say('sign touches', all[0], all[1])
  }

  // No text lies over another, and none leaves the page's edges.
  const texts = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (!node.data.trim() || !isSeen(node.parentNode) || !node.parentNode.getClientRects) continue
    for (const rect of rects(node)) {
      if (rect.width > 1) texts.push({ node, rect })
    }
  }
  const edge = innerWidth > 1200 ? 80 : 14
  texts.sort((a, b) => a.rect.top - b.rect.top)
  texts.forEach((a, i) => {
    if (a.rect.left < edge || a.rect.right > innerWidth - edge + 1) say('beyond the edge', a.node, a.node)
    for (let k = i + 1; k < texts.length && texts[k].rect.top < a.rect.bottom - 5; k++) {
      const b = texts[k]
      if (b.node === a.node) continue
      const over = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left)
      if (over > 1) say('over each other', a.node, b.node)
    }
  })

  // Only what authors write has marks before the lines of its lists.
  for (const list of Array.from(document.querySelectorAll('ol, ul'))) {
    const type = style(list).listStyleType
    const isOrdered = list.nodeName === 'OL'
    const wanted = !list.closest('.prose') ? ['none', '""'] : isOrdered ? ['decimal'] : ['disc']
    if (wanted.indexOf(type) < 0) wrong.push('marks of a list: ' + type + ' in ' + name(list.parentNode))
    if (list.closest('.prose') && parseFloat(style(list).paddingLeft) < 15) say('no room for marks', list, list)
  }

  // What is pressed is as high as a finger is wide.
  for (const link of Array.from(document.querySelectorAll(
    '.masthead__page, .footer__way, .tabs__tab, .pager__link, .search__words, .search__choice'))) {
    if (isSeen(link) && link.getBoundingClientRect().height < 43.5) say('too low', link, link)
  }
  return wrong
})()

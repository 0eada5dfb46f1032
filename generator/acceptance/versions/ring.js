// Lists what the ring of the keyboard covers: other texts, or the edges of what is pressed beside it.
// Run in the page by versions_test.go.
(function () {
  const wrong = []
  const beside = 5 // pixels of a text in the same line that a ring may reach into: mostly a space
  const air = 0.2 // the share of a line that is above its letters, and below
  const style = (node) => getComputedStyle(node)
  const isSeen = (node) => node.getClientRects().length > 0 && style(node).visibility === 'visible' &&
    !node.closest('.unseen, .skip') && (!node.closest('details:not([open])') || node.closest('summary'))
  const texts = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (!node.data.trim() || !isSeen(node.parentNode)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const rects = Array.from(range.getClientRects()).filter((rect) => rect.width > 1)
    texts.push({ node, rects })
  }
  const pressed = Array.from(document.querySelectorAll('a[href], button, input, select, summary')).filter(isSeen)
  for (const node of pressed.slice(0, 50)) {
    node.focus({ preventScroll: true })
    const ring = style(node)
    const wide = parseFloat(ring.outlineWidth)
    if (ring.outlineStyle === 'none' || wide < 2) wrong.push('no ring: ' + node.outerHTML.slice(0, 80))
    const out = parseFloat(ring.outlineOffset) + wide
    for (const text of texts) {
      if (node.contains(text.node)) continue
      for (const box of Array.from(node.getClientRects())) {
        const covered = text.rects.some((rect) =>
          Math.min(rect.right, box.right + out) - Math.max(rect.left, box.left - out) > beside &&
          Math.min(rect.bottom - rect.height * air, box.bottom + out) -
            Math.max(rect.top + rect.height * air, box.top - out) > 1)
        if (covered) wrong.push(node.textContent.trim().slice(0, 20) + ' (' + node.className + ' in ' +
          node.parentNode.className + ') covers ' + text.node.data.trim().slice(0, 20))
      }
    }
  }
  return wrong
})()

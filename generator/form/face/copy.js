// A button with data-copy writes to the clipboard what its address gives, as HTML and as text, and
// says so beside it. Written for Chromium 69, where only a command copies; the preview's bar uses it,
// too, from within its shadow tree.
(function () {
  'use strict'

  // A browser lets a page copy only while it answers a click: nothing here may wait.
  function ask(address) {
    var request = new XMLHttpRequest()
    request.open('GET', address, false)
    request.send()
    return JSON.parse(request.responseText)
  }

  function byCommand(parts) {
    var done = false
    function put(event) {
      Object.keys(parts).forEach(function (type) { event.clipboardData.setData(type, parts[type]) })
      event.preventDefault()
      event.stopImmediatePropagation()
      done = true
    }
    addEventListener('copy', put, true)
    document.execCommand('copy')
    removeEventListener('copy', put, true)
    return done
  }

  function write(parts) {
    if (!window.ClipboardItem || !navigator.clipboard || !navigator.clipboard.write) {
      return Promise.resolve(byCommand(parts))
    }
    var blobs = {}
    Object.keys(parts).forEach(function (type) {
      blobs[type] = new Blob([parts[type]], { type: type })
    })
    return navigator.clipboard.write([new ClipboardItem(blobs)]).then(
      function () { return true },
      function () { return byCommand(parts) }) // Chromium before 86 refuses HTML
  }

  function copy(button) {
    var status = button.closest('[data-copies]').querySelector('[role="status"]')
    var said = button.dataset.failed
    var answer
    try {
      answer = ask(button.dataset.copy)
    } catch (none) {
      status.textContent = said
      return
    }
    if (!answer.html) {
      status.textContent = answer.said
      return
    }
    write({ 'text/html': answer.html, 'text/plain': answer.text }).then(function (done) {
      status.textContent = done ? answer.said : said
    })
  }

  Array.from(document.querySelectorAll('[data-copies]')).forEach(function (buttons) {
    buttons.hidden = false
  })
  addEventListener('click', function (event) {
    var button = event.composedPath()[0]
    if (button.dataset && button.dataset.copy) copy(button)
  })
}())

// What a form does more than without it: rows come and go without a new page, the fields that the
// chosen status needs appear, and a text is shown as it will look. The form works without. Written
// for Chromium 69: no optional chaining, no replaceChildren.
(function () {
  'use strict'
  var form = document.querySelector('form[data-bold]')
  if (!form) return
  var words = form.dataset
  var dependent = ['verified', 'completed', 'deadline', 'reason', 'next'] // on status and basis
  var shown = new Set() // keys that were asked for
  var sent = false
  var changed = false

  function make(tag, facets, text) {
    var element = document.createElement(tag)
    Object.keys(facets).forEach(function (name) { element.setAttribute(name, facets[name]) })
    if (text) element.textContent = text
    return element
  }

  // The status and its fields.

  function valueOf(name) {
    var element = form.elements[name]
    return element && element.value || ''
  }

  // needs lists the keys that the chosen status needs.
  function needs() {
    var select = form.elements.status
    if (!select || !select.options) return []
    if (select.value === 'completed' && valueOf('basis') === 'inferred') return []
    var option = select.options[select.selectedIndex]
    return (option && option.dataset.needs || '').split(' ').filter(Boolean)
  }

  // filled says whether a field holds something, or says what is wrong.
  function filled(field) {
    if (field.querySelector('.problem, .theirs, .row, .fixed, .drafted')) return true
    return Array.from(field.querySelectorAll('input, textarea, select')).some(function (e) {
      if (e.type === 'checkbox') return e.checked
      return e.type !== 'hidden' && e.type !== 'radio' && e.value !== ''
    })
  }

  function fieldOf(key) { return form.querySelector('[data-key="' + key + '"]') }

  function settle() {
    if (!form.elements.status) return
    var needed = needs()
    var hidden = 0
    var wanted = needed.map(function (key) { return key.split('.')[0] })
    if (valueOf('basis') === 'verified') wanted.push('verified')
    dependent.forEach(function (key) {
      var field = fieldOf(key)
      if (!field) return
      var must = wanted.indexOf(key) >= 0
      var mark = field.querySelector('.must')
      if (mark) mark.hidden = !must
      if (must && field.open === false) field.open = true
      field.hidden = !must && !shown.has(key) && (form.dataset.progress || !filled(field))
      if (field.hidden) hidden++
    })
    var condition = fieldOf('deadline.condition')
    if (condition) condition.querySelector('.must').hidden = needed.indexOf('deadline.condition') < 0
    more.hidden = hidden === 0 || Boolean(form.dataset.progress)
  }

  var more = make('button', { type: 'button', class: 'reveal' }, words.more)
  more.addEventListener('click', function () {
    dependent.forEach(function (key) { shown.add(key) })
    settle()
  })
  var status = fieldOf('status')
  if (status) status.parentNode.appendChild(more)

  // Rows: the server moves them, as it does without a script, and its answer's list takes the
  // place of this one. Chosen files move into it: no script can set them.

  function refresh(button) {
    var data = new FormData(form)
    Array.from(form.querySelectorAll('input[type="file"]')).forEach(function (input) {
      data.delete(input.name)
      var name = document.getElementById(input.id.replace(/-pick$/, ''))
      if (name) data.append(input.name, name.value)
    })
    data.append('do', button.value)
    fetch(form.getAttribute('action'), { method: 'POST', body: data, credentials: 'same-origin' })
      .then(function (answer) {
        if (!answer.ok) throw new Error(answer.status)
        return answer.text()
      })
      .then(function (text) { exchange(button, text) })
      .catch(function () { // without the script, then
        form.appendChild(make('input', { type: 'hidden', name: 'do', value: button.value }))
        sent = true
        form.submit()
      })
  }

  function exchange(button, text) {
    var page = new DOMParser().parseFromString(text, 'text/html')
    var list = button.closest('[data-list]')
    var fresh = page.getElementById(list.id)
    Array.from(list.querySelectorAll('input[type="file"]')).forEach(function (input) {
      var empty = fresh.querySelector('#' + CSS.escape(input.id))
      if (empty && input.value) empty.parentNode.replaceChild(input, empty)
    })
    var before = Array.from(list.querySelectorAll('[data-row]')).map(function (r) { return r.dataset.row })
    list.parentNode.replaceChild(fresh, list)
    prepare(fresh)
    var added = Array.from(fresh.querySelectorAll('[data-row]')).find(function (r) {
      return before.indexOf(r.dataset.row) < 0
    })
    var focus = added ? added.querySelector('textarea, select, input:not([type="hidden"])')
      : fresh.querySelector('button[value="' + button.value + '"]:not([disabled])') ||
        fresh.querySelector('button.add')
    if (focus) focus.focus()
    changed = true
  }

  form.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('button[name="do"]')
    if (!button || button.value === 'save' || !window.fetch) return
    event.preventDefault()
    refresh(button)
  })

  // Markdown.

  function put(area, text, from, to) {
    area.focus()
    area.setSelectionRange(from, to)
    if (!document.execCommand('insertText', false, text)) {
      area.setRangeText(text, from, to, 'end')
      area.dispatchEvent(new Event('input', { bubbles: true }))
    }
  }

  var tools = {
    bold: function (area) {
      var from = area.selectionStart
      var to = area.selectionEnd
      put(area, '**' + area.value.slice(from, to) + '**', from, to)
      area.setSelectionRange(from + 2, to + 2)
    },
    list: function (area) {
      var from = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1
      var to = area.selectionEnd
      put(area, area.value.slice(from, to).split('\n').map(function (line) {
        return '- ' + line
      }).join('\n'), from, to)
    },
    link: function (area) {
      var from = area.selectionStart
      var text = area.value.slice(from, area.selectionEnd)
      put(area, '[' + text + '](https://)', from, area.selectionEnd)
      var at = from + text.length + 3
      area.setSelectionRange(at, at + 8)
    },
  }

  function enrich(area) {
    var bar = make('div', { class: 'tools', role: 'group', 'aria-label': 'Markdown' })
    Object.keys(tools).forEach(function (name) {
      var button = make('button', { type: 'button' }, words[name])
      button.addEventListener('click', function () { tools[name](area) })
      bar.appendChild(button)
    })
    var pair = make('div', { class: 'pair' })
    var looks = make('div', { class: 'looks', role: 'region', 'aria-label': words.looks })
    area.parentNode.insertBefore(pair, area)
    pair.appendChild(area)
    pair.appendChild(looks)
    pair.parentNode.insertBefore(bar, pair)
    var timer
    var latest = 0
    function show() {
      var mine = ++latest
      if (!area.value.trim()) {
        looks.textContent = ''
        return
      }
      fetch('/edit/markdown', { method: 'POST', credentials: 'same-origin',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'text=' + encodeURIComponent(area.value) })
        .then(function (answer) { return answer.ok ? answer.text() : '' })
        .then(function (html) { if (mine === latest) looks.innerHTML = html }) // without raw HTML
        .catch(function () {})
    }
    area.addEventListener('input', function () {
      clearTimeout(timer)
      timer = setTimeout(show, 300)
    })
    area.addEventListener('focus', show)
  }

  function prepare(root) {
    Array.from(root.querySelectorAll('textarea.markdown')).forEach(enrich)
    settle()
  }

  form.addEventListener('change', settle)
  form.addEventListener('input', function () { changed = true })
  form.addEventListener('submit', function () { sent = true })
  addEventListener('beforeunload', function (event) {
    if (!changed || sent) return
    event.preventDefault()
    event.returnValue = words.leave
  })
  addEventListener('pageshow', function (event) { if (event.persisted) sent = false })
  prepare(form)
  var faults = document.querySelector('.faults')
  if (faults) {
    faults.setAttribute('tabindex', '-1')
    faults.focus()
  }
}())

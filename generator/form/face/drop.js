// A file that is dropped anywhere on the page is sent as if it had been chosen.
(function () {
  var form = document.querySelector('[data-drop]')
  var input = form.querySelector('input[type="file"]')
  var stop = function (event) { event.preventDefault() } // else the browser opens the file itself
  document.addEventListener('dragover', function (event) {
    stop(event)
    form.classList.add('over')
  })
  document.addEventListener('dragleave', function (event) {
    if (!event.relatedTarget) form.classList.remove('over')
  })
  document.addEventListener('drop', function (event) {
    stop(event)
    form.classList.remove('over')
    if (event.dataTransfer.files.length !== 1) return
    input.files = event.dataTransfer.files
    form.submit()
  })
}())

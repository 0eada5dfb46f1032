// script runs a script.
export function script(address) {
  return new Promise((done, fail) => {
    const element = document.createElement('script')
    element.src = address
    element.onload = () => {
      element.remove()
      done()
    }
    element.onerror = fail
    document.head.appendChild(element)
  })
}

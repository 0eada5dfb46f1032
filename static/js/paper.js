// What is folded away on a screen is open on paper, in browsers whose styles cannot do it too.

const opened = [] // by the print that is under way

function unfold() {
  for (const details of Array.from(document.querySelectorAll('details:not([open])'))) {
    details.open = true
    opened.push(details)
  }
}

function fold() {
  while (opened.length) opened.pop().open = false
}

// unfoldOnPaper opens everything for as long as the page is printed.
export function unfoldOnPaper() {
  addEventListener('beforeprint', unfold)
  addEventListener('afterprint', fold)
}

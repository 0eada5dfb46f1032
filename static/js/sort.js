// The orders of the list of all findings. Without one it stays in the notice's.

const never = '9999' // after every date

// rankOf gives what findings are sorted by: the deadline that is still to be kept, those without one
// last; or the status, in the order of the choices that the form has.
export function rankOf(by, form) {
  if (by !== 'status') return (finding) => finding.date || never
  const statuses = Array.from(form.querySelector('[name=status]').options, (one) => one.value)
  return (finding) => statuses.indexOf(finding.status)
}

// sorted gives findings in an order; equals stay as they stand.
export function sorted(findings, by, form) {
  if (!by) return findings
  const rank = rankOf(by, form)
  const ranked = findings.map((finding, at) => ({ finding, at, rank: rank(finding) }))
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.at - b.at))
  return ranked.map((one) => one.finding)
}

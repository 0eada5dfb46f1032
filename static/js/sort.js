// The orders of the list of all findings. Without one it stays in the notice's.

const never = '9999' // after every date

// sorted gives findings by the deadline that is still to be kept, those without one last; or by
// status, in the order of the choices that the form has.
export function sorted(findings, by, form) {
  if (!by) return findings
  const statuses = Array.from(form.querySelector('[name=status]').options, (one) => one.value)
  const rank = by === 'status'
    ? (finding) => statuses.indexOf(finding.status)
    : (finding) => finding.date || never
  const ranked = findings.map((finding, at) => ({ finding, at, rank: rank(finding) }))
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.at - b.at))
  return ranked.map((one) => one.finding)
}

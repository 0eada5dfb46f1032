// What every page runs: the large text before anything is painted, the rest once the page is there.

import { offerReading } from './js/aloud.js'
import { words } from './js/days.js'
import { apply, offer } from './js/large.js'
import { unfoldOnPaper } from './js/paper.js'
import { recount } from './js/states.js'

apply()
unfoldOnPaper()
document.addEventListener('DOMContentLoaded', () => {
  offer()
  offerReading()
  if (words) recount()
})

package preview

import "io/fs"

// unreadable: the mode that Go shows of a file on Windows says nothing of who may read it.
const unreadable fs.FileMode = 0

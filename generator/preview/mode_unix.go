//go:build !windows

package preview

import "io/fs"

// unreadable are the rights that the file of a token may give nobody.
const unreadable fs.FileMode = 0o077

package release

import "io/fs"

// names is how many names a file has, which Windows does not tell here; none is given two.
func names(fs.FileInfo) uint64 { return 1 }

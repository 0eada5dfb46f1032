package release

// Tally counts the files of a site.
type Tally struct {
	Files        int   `json:"files"`
	Written      int   `json:"written"` // files that the output had not
	Bytes        int64 `json:"bytes"`
	WrittenBytes int64 `json:"written_bytes"`
}

// Tally counts the files of a stage that was published. What was not written was taken over from
// the output.
func (s *Stage) Tally() Tally {
	all := Tally{Files: len(s.files), Written: len(s.written)}
	for name, is := range s.files {
		size := is.stamp.Size
		if is.stamp.Modified == 0 { // it is where it was
			size = s.old().files[name].stamp.Size
		}
		all.Bytes += size
	}
	for _, name := range s.written {
		all.WrittenBytes += s.files[name].stamp.Size
	}
	return all
}

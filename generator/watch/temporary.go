package watch

import "strings"

// temporary says of a name that a program uses it on the way to the real one, or beside it, and
// that nobody means it to be published. Names that a person may well have chosen, such as a number
// or .bak, are not here, but for the one that Vim is known by.
func temporary(name string) bool {
	switch name {
	case "4913", // Vim tries with it whether it may write into the folder
		".DS_Store", "Thumbs.db", "desktop.ini": // the file managers' own notes
		return true
	}
	lower := strings.ToLower(name) // Windows does not care, and writes ~WRL0001.TMP at times
	for _, affix := range []struct{ before, after string }{
		{"", "~"},               // Vim's, Emacs's and Kate's copy of what was
		{"", ".swp"},            // Vim while a file is open
		{"", ".swo"},            // the same, opened twice
		{"", ".swx"},            // the same, while Vim looks for a free one
		{".", ".kate-swp"},      // Kate
		{".#", ""},              // Emacs's lock, a link to nowhere
		{"#", "#"},              // Emacs's copy of what is not saved yet
		{"~$", ""},              // Word's owner file
		{"~wr", ".tmp"},         // Word's WRL and WRD
		{".~lock.", "#"},        // LibreOffice
		{".~", ""},              // WPS Office
		{"._", ""},              // macOS on disks that keep no attributes
		{".goutputstream-", ""}, // the GNOME editors
		{"", "___jb_tmp___"},    // JetBrains
		{"", "___jb_old___"},    // JetBrains
		{"", ".tmp"},            // Word (~WRL0001.tmp), LibreOffice and many others
	} {
		if strings.HasPrefix(lower, affix.before) && strings.HasSuffix(lower, affix.after) &&
			len(name) >= len(affix.before)+len(affix.after) {
			return true
		}
	}
	return strings.Contains(lower, ".tmp.") // write, then rename: note.md.tmp.8123
}

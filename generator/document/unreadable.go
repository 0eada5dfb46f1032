package document

import "fmt"

// Unreadable is a file that gives no source.
type Unreadable struct {
	Rule UnreadableRule
	Args []any // of the rule's sentences
}

// UnreadableRule says why a file gives no source.
type UnreadableRule string

const (
	FormatUnknown    UnreadableRule = "format-unknown"    // 1: name
	EncodingUnknown  UnreadableRule = "encoding-unknown"  // no arguments
	FileLarge        UnreadableRule = "file-large"        // 1: limit, MiB
	FileDamaged      UnreadableRule = "file-damaged"      // 1: what the library found
	Encrypted        UnreadableRule = "encrypted"         // no arguments
	NoDocument       UnreadableRule = "no-document"       // no arguments
	SheetFound       UnreadableRule = "sheet"             // no arguments
	SlidesFound      UnreadableRule = "slides"            // no arguments
	OFDFound         UnreadableRule = "ofd"               // no arguments
	OldWPS           UnreadableRule = "old-wps"           // no arguments
	ArchivePacked    UnreadableRule = "archive"           // no arguments
	NoText           UnreadableRule = "no-text"           // no arguments
	SourceLong       UnreadableRule = "source-long"       // 1: limit
	ZipEntries       UnreadableRule = "zip-entries"       // 1: how many, 2: limit
	ZipRatio         UnreadableRule = "zip-ratio"         // 1: part, 2: limit, n to 1
	ZipName          UnreadableRule = "zip-name"          // 1: name
	ZipTwice         UnreadableRule = "zip-twice"         // 1: name
	PartLarge        UnreadableRule = "part-large"        // 1: part, 2: limit, MiB
	PartDeep         UnreadableRule = "part-deep"         // 1: part, 2: limit
	PartFull         UnreadableRule = "part-full"         // 1: part, 2: limit
	PartDTD          UnreadableRule = "part-dtd"          // 1: part
	ConverterMissing UnreadableRule = "converter-missing" // 1: program, 2: package of Debian
	ConverterBroken  UnreadableRule = "converter-broken"  // 1: program, 2: what it said
	ConverterFailed  UnreadableRule = "converter-failed"  // 1: program, 2: exit code
	ConverterSlow    UnreadableRule = "converter-slow"    // 1: program, 2: limit, seconds
)

// Error gives the rule for logs and tests; people read [Unreadable.Sentences].
func (u *Unreadable) Error() string {
	if len(u.Args) == 0 {
		return string(u.Rule)
	}
	return fmt.Sprintf("%s: %v", u.Rule, u.Args)
}

func unreadable(rule UnreadableRule, args ...any) *Unreadable { return &Unreadable{rule, args} }

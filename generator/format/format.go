// Package format says what the files of a register look like: to editors as JSON Schema, to people
// as a reference, to an author as a finding to fill in. What keys there are, and what they mean, it
// has from the table of the room register.
//
// The package reads no file and writes none, and checks nothing: it only describes.
package format

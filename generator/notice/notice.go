// Package notice turns a notice that somebody has published into a register.
//
// [Understand] makes an [Import] of a document's source: sections first, then the levels of
// headings from the numerals that occur, then findings, and in each the account of progress, its
// measures, its status and its deadline. [Import.Report] proves it: every character of a block is
// in exactly one [Piece], which says where it went. [Import.Files] writes it down as content/, and
// [Merge] brings that together with files that an editor has worked on since.
//
// Nothing is guessed in silence. What only a person can decide is a question, its key is left
// empty, and the checker refuses it there; what went nowhere is kept in [LeftoverFile]. A finding
// is completed by inference only where the notice names what is unfinished.
//
// The package writes no files, opens none but the bytes that it is given, and asks nobody.
package notice

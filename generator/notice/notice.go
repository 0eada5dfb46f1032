// Package notice says what a notice that somebody has published says.
//
// [Understand] makes an [Import] of a document's source, in stages. Each reads what those before
// it give, and writes down which piece of the source became what, and what has to be asked
// (record.go):
//
//  1. text: the blocks in simplified characters, and their language
//  2. tables: where there are any, and what their columns hold
//  3. frame: title and imprint above, farewell, signature and date below
//  4. introduction: who inspected whom, when
//  5. outline: the headings, from the numerals that occur, and what stands below what
//  6. layout: what the parts are about, and which headings are findings
//  7. sections: findings with their categories and groups, from headings, lists that go together by
//     number, tables and prose; items that do not share the fate of their list are asked about.
//     For each finding an account puts what stands
//     under labels or in cells where it belongs (measures, status, deadline …)
//  8. accountability: who was held to account
//  9. contact: how to reach the body
//  10. unfinished: which findings are named as unfinished, by themselves or as exceptions
//  11. period and body: how often there is a report, and who was inspected where nothing says so
//  12. numbers: those of findings differ
//  13. settle: every finding gets its status
//  14. complete: what no stage has used is left over
//  15. figures: what the notice says of itself against what was found
//
// The words that all stages look for stand in lexicon.zh.toml and lexicon.en.toml.
// [Import.Report] proves the result: every character of a block is in exactly one [Piece], which
// says where it went.
//
// Nothing is guessed in silence. What only a person can decide is a question, its key is left
// empty, and the checker refuses it there; what went nowhere is left over. A finding is completed
// by inference only where the notice names what is unfinished.
//
// The package knows no files of a register, opens nothing but the bytes that it is given, and
// asks nobody: importer makes a register of what it says.
package notice

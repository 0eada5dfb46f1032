package notice

import (
	"strings"

	"gongshi/generator/document"
)

// manyBeside is how many lines of a PDF may stand beside others in no known table: a signature and
// an address do. More are a table whose columns nobody knows, and its lines are in no order.
const manyBeside = 3

// unordered gives the number of such lines, where there are so many that what is read of them is not
// certain; else 0.
func (t *foldedText) unordered() int {
	for _, r := range t.Remarks {
		if r.Rule != document.RemarkBeside {
			continue
		}
		if n, _ := r.Args[0].(int); n >= manyBeside {
			return n
		}
	}
	return 0
}

// unclaim takes from a finding what its lines may say of another one: what was read as a status or a
// day goes to its text, and the status is asked about.
func (res *result) unclaim(f *Finding, lines int) {
	for i, p := range res.Pieces {
		if p.Finding == f && (p.Use == Status || p.Use == Deadline || p.Use == Completed) {
			f.Body = append(f.Body, strings.TrimSpace(res.Blocks[p.Block].Text[p.From:p.To]))
			res.Pieces[i].Use = Body
		}
	}
	f.Status, f.Basis, f.Completed, f.VerifiedBy, f.VerifiedOn = "", "", "", "", ""
	f.Deadline, f.Condition, f.open, f.always = "", "", false, false
	res.ask("status-columns", f.block, f.Title, lines)
}

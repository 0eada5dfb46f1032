package privacy

import (
	"slices"

	"gongshi/generator/metadata"
	"gongshi/generator/personal"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// What a file holds beside what it shows, by the rule that says so: what [Fixes] makes a copy
// without, and what only a person can take out.
const (
	cleanable personal.Kind = "attachment-metadata"
	byHand    personal.Kind = "attachment-by-hand"
)

func isTrace(f found) bool { return f.kind == cleanable || f.kind == byHand }

// traces gives what a file holds beside what it shows. The error is a *document.Unreadable.
func (r *reading) traces(data []byte, of digest) ([]found, error) {
	all, err := metadata.Find(data)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	kind := cleanable
	if metadata.ByHand(all) {
		kind = byHand
	}
	return []found{{kind: kind, digest: r.wholeDigest(of), zh: metadata.Describe(all, "zh"),
		en: metadata.Describe(all, "en")}}, nil
}

// reportTraces reports traces where a finding names the file, which is where a copy is named.
func (r *reading) reportTraces(of *register.Finding, at register.Attached, all []found) {
	i := slices.IndexFunc(all, isTrace)
	if i < 0 || r.allows(at.File, all[i]) {
		return
	}
	f := all[i]
	line, column := at.Place(r.fsys, of)
	r.problems = append(r.problems, problem.Problem{File: of.Body.File, Line: line, Column: column,
		Rule: string(f.kind), Title: of.Title, Args: []any{at.Name,
			problem.Phrase{"zh": f.zh, "en": f.en}, source.AllowFile, r.advice(at.File, f),
			problem.Phrase{"zh": metadata.Advice(at.File, "zh"),
				"en": metadata.Advice(at.File, "en")}}})
}

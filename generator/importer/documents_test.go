package importer

import (
	"testing"

	"gongshi/generator/document"
	"gongshi/generator/notice"
)

func TestDocumentsAreThoseThatTheBodyIssued(t *testing.T) {
	for text, want := range map[string]string{
		"2023年2月印发《管理办法》（青水〔2023〕5号），明确时限。":     "documents:\n  - title: \"管理办法（青水〔2023〕5号）\"\n",
		"制定《甲法》（青水[2023]5号）、《乙法》(青水〔2023〕6号)。":  "documents:\n  - title: \"甲法（青水[2023]5号）\"\n  - title: \"乙法（青水〔2023〕6号）\"\n",
		"根据《条例》（国发〔2020〕1号）制定《办法》（青水〔2023〕5号）。": "documents:\n  - title: \"办法（青水〔2023〕5号）\"\n",
		"按照《条例》（国发〔2020〕1号）开展清查。":               "",
		"省水利厅印发《通知》（闽水〔2023〕2号）后，及时部署。":         "",
		"转发《通知》（闽水〔2023〕2号）。":                   "",
		"印发《管理办法》，明确时限。":                        "",
		"制定《办法》。学习《通知》（闽水〔2023〕2号）。":            "",
	} {
		f := &notice.Finding{}
		w := &writer{Import: &notice.Import{Findings: []*notice.Finding{f},
			Source: &document.Source{Blocks: []document.Block{{Text: text}}},
			Pieces: []notice.Piece{{To: len(text), Use: notice.Measure, Finding: f}}}}
		out := &front{}
		w.documents(out, f)
		if got := out.String(); got != want {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}

package notice_test

import (
	"context"
	"slices"
	"testing"

	"gongshi/generator/document"
	"gongshi/generator/notice"
)

// Where lines of a PDF stand beside others and no table is known, nothing is claimed of a finding.
func TestNothingIsClaimedOfColumnsThatAreNotKnown(t *testing.T) {
	text := "某县关于巡察整改情况的通报\n1.河道巡查不规范\n整改时限：2024年6月30日\n整改状态：已完成\n" +
		"2.会议记录缺失\n整改状态：长期坚持\n"
	for _, lines := range []int{2, 3} {
		s, err := document.Read(context.Background(), "a.txt", []byte(text), document.Tools{})
		if err != nil {
			t.Fatal(err)
		}
		s.Remarks = append(s.Remarks, document.Remark{
			Rule: document.RemarkBeside, Args: []any{lines}})
		i := notice.Understand(s)
		asked := 0
		for _, q := range i.Questions {
			if q.Rule == "status-columns" {
				asked++
			}
		}
		if len(i.Findings) != 2 || asked != 2*(lines-2) {
			t.Errorf("%d lines: %d findings, %d questions", lines, len(i.Findings), asked)
		}
		for _, f := range i.Findings {
			if claimed := f.Status != "" || f.Deadline != ""; claimed == (lines == 3) {
				t.Errorf("%d lines: %s %q %q", lines, f.Title, f.Status, f.Deadline)
			}
			if lines == 3 && !slices.ContainsFunc(f.Body, func(s string) bool { return s != "" }) {
				t.Errorf("%s: what was read as a status is gone", f.Title)
			}
		}
	}
}

func TestAReportWhoseColumnsAreNotKnownClaimsNothing(t *testing.T) {
	text := "某县关于巡察整改情况的报告\n1.关于河道巡查不规范的问题\n该问题已完成整改。\n2025年1月10日\n"
	for _, lines := range []int{2, 3} {
		s, err := document.Read(context.Background(), "a.txt", []byte(text), document.Tools{})
		if err != nil {
			t.Fatal(err)
		}
		s.Remarks = append(s.Remarks, document.Remark{
			Rule: document.RemarkBeside, Args: []any{lines}})
		p := notice.ReadProgress(s, []notice.Known{{Title: "河道巡查不规范", Number: "1"}})
		if len(p.Items) != 1 || (p.Items[0].Status == "") != (lines == 3) ||
			len(p.Questions) != lines-2 {
			t.Errorf("%d lines: %d items, %v", lines, len(p.Items), p.Questions)
		}
	}
}

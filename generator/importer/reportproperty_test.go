package importer_test

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"gongshi/generator/importer"
	"gongshi/generator/register"
)

// addable are the keys of a finding that a report may change.
var addable = []string{"updates", "status", "basis", "completed", "deadline", "answers"}

// Whatever a report says, all that it may not change keeps its bytes, and all that was dated before
// stays.
func TestAReportLeavesEveryByteOutsideItsEffects(t *testing.T) {
	titles := rapid.SampledFrom([]string{"关于夜间值守无人的问题", "桥面破损未修补：", "（三）路灯不亮",
		"一(4)会议记录不完整，", "2.排水沟淤塞", "关于食堂台账不全的问题", "# 夜间值守无人"})
	said := rapid.SampledFrom([]string{"2024年11月5日完成整改。", "已完成整改。", "正在整改。", "未完成。",
		"长期坚持。", "预计2025年6月30日前完成。", "因缺人手，延期至2025年12月31日前完成。",
		"整改时限：2026年1月31日", "整改进展情况：一是招人。二是装铃。", "---", "date: 2023-01-01", "status: x",
		"“引号”: *星号* # 号", "暂缓整改。", "不再整改。", "基本完成。", "整改状态：已完成", "\ttab", "群众问：何时通车？",
		"答复：明年。"})
	account := rapid.SliceOfN(said, 1, 3)
	account = rapid.OneOf(account, account, account, rapid.SliceOfN(said, 0, 2))
	reports, added := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		var lines []string
		for range rapid.IntRange(1, 3).Draw(rt, "items") {
			lines = append(lines, titles.Draw(rt, "title"))
			lines = append(lines, account.Draw(rt, "said")...)
		}
		lines = append(lines, "2024年11月20日")
		dir := copied(t)
		before := texts(t, dir)
		reports++
		told := addReport(t, dir, importer.ReportOptions{},
			txtar.File{Name: "report.txt", Data: []byte(strings.Join(lines, "\n"))})
		if strings.Contains(told, "\tupdate") {
			added++
		}
		for name, text := range texts(t, dir) {
			switch old, there := before[name]; {
			case text == old, name == importer.LeftoverFile:
			case !there || path.Base(name) == "_index.md" || !register.IsFinding(name):
				rt.Fatalf("%s is written\n%s", name, strings.Join(lines, "\n"))
			default:
				onlyAdded(rt, name, []byte(old), []byte(text))
			}
		}
	})
	if added == 0 {
		t.Errorf("none of %d reports adds anything", reports)
	}
}

func onlyAdded(t *rapid.T, name string, before, after []byte) {
	was, err := register.Spans(name, before)
	if err != nil {
		t.Fatal(err)
	}
	is, err := register.Spans(name, after)
	if err != nil {
		t.Fatalf("%v\n%s", err, after)
	}
	if !bytes.Equal(before[was.Body.Start:], after[is.Body.Start:]) {
		t.Fatal("the body changed")
	}
	for _, n := range was.Root.Nodes {
		m := is.At(n.Key)
		if m == nil {
			t.Fatalf("%s is gone\n%s", n.Key, after)
		}
		same := bytes.Equal(before[n.Label.Start:n.Value.End], after[m.Label.Start:m.Value.End])
		if !same && !slices.Contains(addable, n.Key) {
			t.Fatalf("%s became %s", n.Key, after[m.Label.Start:m.Value.End])
		}
	}
	for _, n := range is.Root.Nodes {
		if was.At(n.Key) == nil && !slices.Contains(addable, n.Key) {
			t.Fatalf("%s is new", n.Key)
		}
	}
	for _, at := range []string{"deadline.date", "deadline.condition"} {
		if n := was.At(at); n != nil && is.At(at).Text != n.Text {
			t.Fatalf("%s became %s", at, is.At(at).Text)
		}
	}
	for _, at := range []string{"updates", "deadline.extended", "answers"} {
		for _, n := range itemsOf(was, at) {
			written := before[n.Label.Start:n.Value.End]
			if !slices.ContainsFunc(itemsOf(is, at), func(m *register.Node) bool {
				return bytes.Equal(written, after[m.Label.Start:m.Value.End])
			}) {
				t.Fatalf("%s: %s is gone\n%s", at, written, after)
			}
		}
	}
}

func itemsOf(tree *register.Tree, at string) []*register.Node {
	if n := tree.At(at); n != nil {
		return n.Nodes
	}
	return nil
}

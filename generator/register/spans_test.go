package register_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"gongshi/generator/register"
)

// texts are all texts of the registers that tests have.
func everyText(t testing.TB) map[string][]byte {
	t.Helper()
	texts := map[string][]byte{}
	for _, root := range []string{"../../content", "../testdata"} {
		err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(name, ".md") {
				texts[root+"/"+name], err = os.ReadFile(root + "/" + name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return texts
}

// Whatever a text's line ends are, the bytes of a value, read alone, are the value.
func TestSpansHoldWhatIsRead(t *testing.T) {
	scalars := 0
	for name, text := range everyText(t) {
		for _, form := range []string{string(text), "\ufeff" + strings.ReplaceAll(string(text), "\n", "\r\n"),
			strings.ReplaceAll(string(text), "\n", "\r")} {
			tree, err := register.Spans("content/audit/money/sample.md", []byte(form))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			scalars += check(t, name, form, tree.Root)
			if got := form[tree.Front.End:tree.Body.Start]; strings.TrimSpace(got) != "---" {
				t.Errorf("%s: between front matter and body stands %q", name, got)
			}
		}
	}
	t.Log(scalars, "scalars")
}

func check(t *testing.T, name, text string, n *register.Node) int {
	t.Helper()
	if n.Key != "" && text[n.Label.Start:n.Label.End] != n.Key {
		t.Errorf("%s: key %s spans %q", name, n.Key, text[n.Label.Start:n.Label.End])
	}
	value := text[n.Value.Start:n.Value.End]
	if n.Shape == register.Scalar {
		plain := strings.Trim(value, `"'`)
		if plain != n.Text && !strings.ContainsAny(value, "\\\n\r") {
			t.Errorf("%s: %q spans %q", name, n.Text, value)
		}
		return 1
	}
	count := 0
	for _, child := range n.Nodes {
		if child.Label.Start < n.Value.Start || child.Value.End > n.Value.End {
			t.Errorf("%s: %s lies outside of %q", name, child.Key, value)
		}
		count += check(t, name, text, child)
	}
	return count
}

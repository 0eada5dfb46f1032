package privacy

import (
	"testing"

	"gongshi/generator/document"
)

// Whatever an attachment holds, it is read or it is said why not.
func FuzzAttachmentsAreReadOrRefused(f *testing.F) {
	for name, seed := range map[string]string{"a.txt": "13800138000", "a.docx": "PK\x03\x04", "a.zip": "PK\x05\x06",
		"a.html": `<p title="x>y">a<!-- b --><![CDATA[c]]></p`, "a.pdf": "%PDF-", "a.xml": "<a b=c d='e' f"} {
		f.Add(name, []byte(seed))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		x := extractor{gate: &Gate{Tools: &document.Tools{}}, ctx: t.Context(), left: 1 << 20}
		text, err := x.text(name, data, 0)
		if _, ok := err.(*document.Unreadable); err != nil && !ok {
			t.Fatal(err)
		}
		if len(text) > 8*len(data)+1<<21 {
			t.Errorf("%d bytes became %d", len(data), len(text))
		}
	})
}

package encoding

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

func TestFaultSaysWhereAndWhy(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("建立台账，全面整改")
	if err != nil {
		t.Fatal(err)
	}
	for bytes, want := range map[string]Fault{
		"一\n二三\xff四":            {"encoding-unknown", 2, 3, nil},
		"\ufeff一\xff四":          {"encoding-unknown", 1, 2, nil},
		"a: \n" + gb:            {"encoding-gb18030", 2, 1, nil},
		"\xff\xfea\x00b":        {"encoding-utf16", 1, 1, nil},
		"\xfe\xff---\n":         {"encoding-utf16", 1, 1, nil},
		"\xff\xfea\x00\x07\x00": {"control-character", 1, 2, []any{'\a'}},
		"一\r\n二\r三四\x07":        {"control-character", 3, 3, []any{'\a'}},
		"\ufeff\ufeff一\ufdd0":   {"control-character", 1, 2, []any{'\ufdd0'}},
	} {
		_, fault := UTF8([]byte(bytes))
		if fault == nil || fault.Rule != want.Rule || fault.Line != want.Line ||
			fault.Column != want.Column || len(fault.Args) != len(want.Args) {
			t.Errorf("%q: %+v, want %+v", bytes, fault, want)
		}
	}
}

func TestUTF16WithAMarkIsRead(t *testing.T) {
	for _, bytes := range []string{"\xff\xfea\x00\r\x00\n\x00\x00N",
		"\xfe\xff\x00a\x00\r\x00\nN\x00"} {
		if text, fault := UTF8([]byte(bytes)); fault != nil || text != "a\n一" {
			t.Errorf("%q: %q, %+v", bytes, text, fault)
		}
	}
}

func TestEncodingIsDetected(t *testing.T) {
	const text = "关于整改情况的通报，不再是一个问题。"
	const traditional = "關於整改情況的通報，不再是一個問題。"
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(text)
	big, _ := traditionalchinese.Big5.NewEncoder().String(traditional)
	little, _ := utf16Orders[0].encoding.NewEncoder().String("a" + text)
	for bytes, want := range map[string][2]string{
		text: {"", text}, gb: {"GB18030", text}, big: {"Big5", traditional},
		little:              {"UTF-16 LE", "a" + text},
		"\xff\xfe" + little: {"UTF-16 LE", "a" + text},
	} {
		got, name, ok := Detect([]byte(bytes))
		if !ok || name != want[0] || got != want[1] {
			t.Errorf("%q is %s %q %v, want %q", bytes, name, got, ok, want)
		}
	}
}

// FuzzDecode holds that any bytes are text or have a fault that lies in them, and that what is
// UTF-8 is detected as such.
func FuzzDecode(f *testing.F) {
	for _, bytes := range []string{"一\r\n二", "\ufeffa", "\xff\xfea\x00", "\xd5\xfb\xb8\xc4", "\x81",
		"charset=big5 \xa4@", "a\x00b\x00", "一\x00二"} {
		f.Add([]byte(bytes))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, fault := UTF8(data)
		switch {
		case fault != nil:
			lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 1
			if fault.Line < 1 || fault.Line > lines || fault.Column < 1 ||
				fault.Column > len(data)+1 {
				t.Errorf("%q: a fault outside: %+v", data, fault)
			}
		case !utf8.ValidString(text) || strings.ContainsAny(text, "\r\x00"):
			t.Errorf("%q became %q", data, text)
		}
		guess, name, ok := Detect(data)
		if ok && !utf8.ValidString(guess) {
			t.Errorf("%q was detected as %s: %q", data, name, guess)
		}
		if fault == nil && (!ok || name != "" && !strings.HasPrefix(name, "UTF-16")) {
			t.Errorf("%q is UTF-8 and was detected as %s %v", data, name, ok)
		}
	})
}

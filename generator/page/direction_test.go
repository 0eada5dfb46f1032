package page

import "testing"

func TestTextsCloseWhatTheyOpen(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		"“plain” 文字":                     "“plain” 文字",
		"\u202eover":                     "\u202eover\u202c",
		"\u2067iso":                      "\u2067iso\u2069",
		"\u202ea\u2068b":                 "\u202ea\u2068b\u2069\u202c",
		"\u202ea\u202c":                  "\u202ea\u202c",
		"\u2067a\u202bb\u2069":           "\u2067a\u202bb\u2069",
		"\u2067a\u202cb":                 "\u2067a\u202cb\u2069",
		"\u202ea\u2069b":                 "\u202ea\u2069b\u202c",
		"\u202c\u2069closed, not opened": "\u202c\u2069closed, not opened",
	} {
		if got := closeBidi(text); got != want {
			t.Errorf("%+q becomes %+q, want %+q", text, got, want)
		}
	}
}

func TestParamsCloseEachTextButMarkdownOfSeveralLines(t *testing.T) {
	params := "{\"a\":\"“\u202ex\\\"\",\"b\":[1,\"\u2067\\\\n\"],\"c\":\"`\u202e\\n`\",\"d\":\"y\"}"
	want := "{\"a\":\"“\u202ex\\\"\u202c\",\"b\":[1,\"\u2067\\\\n\u2069\"]," +
		"\"c\":\"`\u202e\\n`\",\"d\":\"y\"}"
	if got := string(closeAllBidi([]byte(params))); got != want {
		t.Errorf("%+q\nwant %+q", got, want)
	}
}

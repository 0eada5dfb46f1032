package render

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// frontLines is how many lines the front matter takes: the body begins on the next one.
const frontLines = 7

// contentFile is a page as Hugo reads it: TOML front matter, then the body.
//
// The params arrive as JSON, but Hugo would make a float of every number in JSON: 1 would not equal
// 1, and 2097152 would be printed as 2.097152e+06. TOML has integers, Hugo reads it faster than
// JSON (19 against 28 µs for a finding; YAML takes 250), and a JSON object is nearly a TOML table.
func contentFile(p Page) ([]byte, error) {
	params, draft := tomlTable(p.Params)
	out := make([]byte, 0, len(params)+len(p.Body)+512)
	out = append(out, "+++\n"...)
	for _, field := range []struct{ key, value string }{
		{"url", p.URL}, {"layout", layoutPrefix + p.Layout}, {"title", p.Title},
	} {
		quoted, err := json.Marshal(field.value)
		if err != nil {
			return nil, err
		}
		out = append(append(out, field.key...), '=')
		out = append(append(out, tomlString(quoted)...), '\n')
	}
	// Of all keys Hugo overwrites this one in the params, with its own.
	out = fmt.Appendf(out, "draft=%t\n", draft)
	// In here, a key such as date, aliases or url means nothing to Hugo.
	out = append(append(out, "params="...), params...)
	out = append(out, "\n+++\n"...)
	return append(out, p.Body...), nil
}

// tomlTable writes a JSON value as TOML, on one line. They differ in the colons, in null (an empty
// list here, which a layout can range over and which is as false), and in some escapes. It also
// says whether the value is an object with "draft": true.
//
// It is written by hand, and finds the ends of strings by IndexByte, for it reads all that the site
// shows: of a finding's 5 kB in 5 µs, where decoding them with encoding/json takes 40.
func tomlTable(value []byte) (out []byte, draft bool) {
	if len(value) == 0 {
		return []byte("{}"), false
	}
	out = make([]byte, 0, len(value)+len(value)/8)
	depth, key := 0, []byte(nil)
	for i := 0; i < len(value); i++ {
		switch c := value[i]; c {
		case '"':
			end := i + 1 + stringEnd(value[i+1:])
			if depth == 1 {
				key = value[i:end]
			}
			out = append(out, tomlString(value[i:end])...)
			i = end - 1
		case ':':
			out = append(out, '=')
		case 'n':
			out = append(out, '[', ']')
			i += len("null") - 1
		case 't':
			draft = draft || depth == 1 && string(key) == `"draft"`
			out = append(out, "true"...)
			i += len("true") - 1
		case '{', '[':
			depth++
			out = append(out, c)
		case '}', ']':
			depth--
			out = append(out, c)
		case ' ', '\t', '\r', '\n':
		default:
			out = append(out, c)
		}
	}
	return out, draft
}

// stringEnd finds the end of a JSON string, behind its closing quotation mark.
func stringEnd(s []byte) int {
	for i := 0; ; {
		n := bytes.IndexByte(s[i:], '"')
		if n < 0 {
			return len(s)
		}
		escape := bytes.IndexByte(s[i:i+n], '\\')
		if escape < 0 {
			return i + n + 1
		}
		i = min(i+escape+2, len(s)) // what is escaped may be a quotation mark
	}
}

// tomlString writes a JSON string as a TOML string. Nearly all are the same in both; JSON alone has
// \/ and pairs of surrogates, and allows a bare DEL.
func tomlString(quoted []byte) []byte {
	if bytes.IndexByte(quoted, '\\') < 0 && bytes.IndexByte(quoted, 0x7f) < 0 {
		return quoted
	}
	var s string
	if err := json.Unmarshal(quoted, &s); err != nil {
		return quoted
	}
	out := []byte{'"'}
	for _, r := range s {
		switch {
		case r < ' ' || r == 0x7f || r == '"' || r == '\\':
			out = fmt.Appendf(out, `\u%04x`, r)
		default:
			out = append(out, string(r)...)
		}
	}
	return append(out, '"')
}

package render

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// frontLines is how many lines the front matter takes: the body begins on the next one.
const frontLines = 7

// content is a page as Hugo reads it: TOML front matter, then the body.
//
// The params arrive as JSON, but Hugo would make a float of every number in JSON: 1 would not equal
// 1, and 2097152 would be printed as 2.097152e+06. TOML has integers, Hugo reads it faster than
// JSON (19 against 28 µs for a finding; YAML takes 250), and a JSON object is nearly a TOML table.
func content(p Page) ([]byte, error) {
	own := struct {
		Draft bool `json:"draft"`
	}{}
	if len(p.Params) > 0 {
		if err := json.Unmarshal(p.Params, &own); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	b.WriteString("+++\n")
	for _, field := range []struct{ key, value string }{
		{"url", p.URL}, {"layout", layoutPrefix + p.Layout}, {"title", p.Title},
	} {
		text, err := json.Marshal(field.value)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%s=%s\n", field.key, table(text))
	}
	// Of all keys Hugo overwrites this one in the params, with its own.
	fmt.Fprintf(&b, "draft=%t\n", own.Draft)
	// In here, a key such as date, aliases or url means nothing to Hugo.
	fmt.Fprintf(&b, "params=%s\n+++\n", table(p.Params))
	b.WriteString(p.Body)
	return b.Bytes(), nil
}

// table writes a JSON value as TOML, on one line. They differ in the colons, in null (an empty list
// here, which a layout can range over and which is as false), and in some escapes.
func table(value []byte) []byte {
	if len(value) == 0 {
		return []byte("{}")
	}
	out := make([]byte, 0, len(value)+16)
	for i := 0; i < len(value); i++ {
		switch c := value[i]; c {
		case '"':
			end := i + 1 + stringEnd(value[i+1:])
			out = append(out, text(value[i:end])...)
			i = end - 1
		case ':':
			out = append(out, '=')
		case 'n':
			out = append(out, '[', ']')
			i += len("null") - 1
		case ' ', '\t', '\r', '\n':
		default:
			out = append(out, c)
		}
	}
	return out
}

// stringEnd finds the end of a JSON string, behind its closing quotation mark.
func stringEnd(s []byte) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(s)
}

// text writes a JSON string as a TOML string. Nearly all are the same in both; JSON alone has \/
// and pairs of surrogates, and allows a bare DEL.
func text(quoted []byte) []byte {
	if !bytes.ContainsAny(quoted, "\\\x7f") {
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

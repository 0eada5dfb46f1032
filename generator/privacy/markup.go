package privacy

import (
	"html"
	"slices"
	"strings"
)

// bare gives what people can read of HTML or XML, and of its attributes: text that markup splits in
// the middle of a paragraph is whole again, and other elements are kept apart. Comments and hidden
// parts are in it, since they leave with the file.
func bare(markup string) string {
	var b strings.Builder
	for markup != "" {
		text, rest, found := strings.Cut(markup, "<")
		b.WriteString(html.UnescapeString(text))
		if !found {
			break
		}
		tag, after, closed := cutTag(rest)
		if !closed {
			b.WriteString(rest)
			break
		}
		b.WriteString(means(tag))
		markup = after
	}
	return b.String()
}

// cutTag cuts a tag off, up to its end; a comment, and what XML wants read as it is, count as one.
func cutTag(text string) (tag, rest string, closed bool) {
	for begin, end := range map[string]string{"!--": "-->", "![CDATA[": "]]>"} {
		if inner, is := strings.CutPrefix(text, begin); is {
			return cutTo(inner, end, begin)
		}
	}
	quote := byte(0)
	for i := range len(text) {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return text[:i], text[i+1:], true
		}
	}
	return "", "", false
}

func cutTo(text, end, begin string) (tag, rest string, closed bool) {
	inner, rest, closed := strings.Cut(text, end)
	return begin + inner, rest, closed
}

// means is what stands for a tag: nothing within a paragraph, else an end; and its texts.
func means(tag string) string {
	if inner, is := strings.CutPrefix(tag, "![CDATA["); is {
		return inner
	}
	if inner, is := strings.CutPrefix(tag, "!--"); is {
		return apart + inner + apart
	}
	name, attributes, _ := strings.Cut(strings.Trim(tag, "/"), " ")
	said := spoken(attributes)
	if isInline(name) && said == "" {
		return ""
	}
	return apart + said
}

// isInline says whether an element leaves a paragraph whole.
func isInline(name string) bool {
	prefix, local, has := strings.Cut(name, ":")
	if !has {
		prefix, local = "", name
	}
	switch prefix {
	case "w", "a", "text":
		return !slices.Contains([]string{"p", "tc", "tr", "br", "tab", "cr", "comment", "h",
			"txbxContent", "line-break", "instrText", "delInstrText", "footnote", "endnote"}, local)
	case "":
		return slices.Contains([]string{"r", "t", "rpr", "span", "b", "i", "em", "strong", "font", "u",
			"s", "a", "sub", "sup", "small", "mark", "code", "ins", "del", "sz", "color", "rfont",
			"family", "charset", "scheme", "vertalign", "strike", "big", "tt", "wbr"},
			strings.ToLower(local))
	}
	return false
}

// spoken gives the attributes that hold words of people: authors, targets of links, descriptions.
func spoken(attributes string) string {
	var b strings.Builder
	for attributes != "" {
		name, rest, found := strings.Cut(attributes, "=")
		if !found || rest == "" {
			break
		}
		name = strings.TrimSpace(name)
		value, after := quoted(strings.TrimLeft(rest, " \n\t"))
		if _, local, has := strings.Cut(name, ":"); has {
			name = local
		}
		if slices.Contains([]string{"target", "author", "descr", "title", "alt", "href", "content",
			"instr", "value", "lastmodifiedby", "tooltip", "name"}, strings.ToLower(name)) {
			b.WriteString(html.UnescapeString(value))
			b.WriteString(apart)
		}
		attributes = after
	}
	return b.String()
}

// quoted cuts an attribute's value off.
func quoted(text string) (value, rest string) {
	if text == "" {
		return "", ""
	}
	if text[0] == '"' || text[0] == '\'' {
		value, rest, _ = strings.Cut(text[1:], text[:1])
		return value, rest
	}
	value, rest, _ = strings.Cut(text, " ")
	return value, rest
}

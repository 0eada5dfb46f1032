package page

import (
	md "gongshi/generator/markdown"
	"gongshi/generator/register"
)

// emphasis is Markdown as the layouts want it: see [md.Emphasis].
func emphasis(source string) string { return md.Emphasis(source) }

func markdown(m register.Markdown) string { return emphasis(string(m)) }

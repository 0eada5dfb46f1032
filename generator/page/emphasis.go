package page

import "gongshi/generator/register"

// emphasis is Markdown as the layouts want it: see [register.Emphasis].
func emphasis(source string) string { return register.Emphasis(source) }

func markdown(m register.Markdown) string { return emphasis(string(m)) }

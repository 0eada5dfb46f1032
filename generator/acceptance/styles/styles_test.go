package styles_test

import (
	"testing"

	"gongshi/generator/acceptance/styles"
)

// Each pair is what must be refused, and the same with a fallback.
func TestWhatOldBrowsersDropIsRefusedWithoutAFallback(t *testing.T) {
	for _, c := range []struct{ refused, fine string }{
		{".a{display:flex;gap:1px}", ".a{display:grid;gap:1px}"},
		{".a{display:inline-flex}@media print{.b .a{column-gap:1px}}", ".a{display:grid}.b .a{column-gap:1px}"},
		{".a{column-gap:1px}", ".a{columns:2;column-gap:1px}"},
		{".a{row-gap:1px}", ".a{display:inline-grid;row-gap:1px}"},
		{".a{inset:0}", ".a{top:0}"},
		{".a{inset-inline-start:0}", "@supports (inset:0){.a{inset-inline-start:0}}"},
		{".a{padding-inline:1px}", ".a{padding-inline-start:1px}"},
		{".a{margin-block:1px}", ".a{margin-block-end:1px}"},
		{".a{border-block:1px solid}", ".a{border-block-end:1px solid}"},
		{".a{width:max(1px,2px)}", ".a{width:1px;width:max(1px,2px)}"},
		{":root{--x: min(1px,2px)}", "@supports (width:min(1px,2px)){:root{--x: min(1px,2px)}}"},
		{".a{grid-template-columns:repeat(2,minmax(min(100%,1px),1fr))}",
			".a{grid-template-columns:repeat(2,minmax(1px,1fr))}"},
		{".a{font-size:clamp(1px,2vw,3px)}", ".a{font-size:2px;font-size:clamp(1px,2vw,3px)}"},
		{".a{width:calc(1px + max(1px,2px))}", ".a{width:calc(1px + 2px)}"},
		{".a{height:100dvh}", ".a{height:100vh;height:100dvh}"},
		{`ul{list-style:""}`, `ul{list-style:none;list-style:""}`},
		{".a{aspect-ratio:1}", "@supports (aspect-ratio:1){.a{aspect-ratio:1}}"},
		{".a{overflow:clip}", ".a{overflow:hidden;overflow:clip}"},
		{".a{print-color-adjust:exact}", ".a{-webkit-print-color-adjust:exact;print-color-adjust:exact}"},
		{".a :is(b,i){color:red}", ".a b,.a i{color:red}"},
		{":where(.a){color:red}", ".a{color:red}"},
		{".a:has(b){color:red}", ".a b{color:red}"},
		{".a:not(b,i){color:red}", ".a:not(b):not(i){color:red}"},
		{":focus-visible{outline:0}", ":focus{outline:0}"},
		{"a:focus:not(:focus-visible){outline:0}", "a:focus{outline:1px}a:focus:not(:focus-visible){outline:0}"},
		{"li::marker,b{color:red}", "li::marker{color:red}"},
		{"@layer x{.a{color:red}}", "@media print{.a{color:red}}"},
		{"@container (width>1px){.a{color:red}}", "@media (min-width:1px){.a{color:red}}"},
		{"@media (width>=1px){.a{color:red}}", "@media (min-width:1px){.a{color:red}}"},
		{"@supports not selector(:is(a)){.a{color:red}}", "@supports (color:red){.a{color:red}}"},
		{".a{content:\"};\";inset:0}", ".a{content:\"};inset:0\"}"},
	} {
		if got := styles.Later(styles.Parse(c.refused)); len(got) != 1 {
			t.Errorf("%s: refused %q", c.refused, got)
		}
		if got := styles.Later(styles.Parse(c.fine)); len(got) > 0 {
			t.Errorf("%s: refused %q", c.fine, got)
		}
	}
}

func TestScriptsThatOldBrowsersStopAtAreRefused(t *testing.T) {
	for _, refused := range []string{"a?.b", "a?.[0]", "a?.()", "a??b", "/(?<=a)b/", "/(?<n>a)/", `/\p{L}/u`,
		"x.replaceAll(a,b)", "x.at(-1)", "x.matchAll(a)", "x.replaceChildren()", "x.findLast(f)",
		"x.toSorted()", "Object.fromEntries(x)", "Object.hasOwn(x,y)", "globalThis.x",
		"queueMicrotask(f)", "structuredClone(x)", "Promise.allSettled(x)", "x.checkVisibility()"} {
		if got := styles.LaterScript(refused); len(got) != 1 {
			t.Errorf("%s: refused %q", refused, got)
		}
	}
	for _, fine := range []string{"a?.5:b", "a?b:c", "x.replace(/a/g,b)", "x.chat(1)", "Object.keys(x)", "/(?:a)/"} {
		if got := styles.LaterScript(fine); len(got) > 0 {
			t.Errorf("%s: refused %q", fine, got)
		}
	}
}

package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// man prints the manual page, from the verbs and the words that --help is made of. No day stands
// in it: two builds of one version give the same page.
func (c *command) man() *cobra.Command {
	return c.verb("man", func(cmd *cobra.Command) error {
		_, err := fmt.Fprint(c.out, c.page(cmd.Root()))
		return err
	})
}

// page is the manual page in roff, with the macros of man(7).
func (c *command) page(root *cobra.Command) string {
	p := &roff{}
	p.macro("TH", "GONGSHI", "1", "", "gongshi "+version().own, c.say("man.manual"))
	p.WriteString(".nh\n.ad l\n") // Chinese has few places to stretch a line at
	p.macro("SH", c.say("man.name"))
	p.text("gongshi - " + root.Short)
	p.macro("SH", c.say("man.synopsis"))
	p.macro("B", "gongshi")
	p.text(c.say("man.usage"))
	p.macro("SH", c.say("man.description"))
	p.text(root.Long)
	p.macro("SH", c.say("help.verbs"))
	for _, v := range root.Commands() {
		if shown(v) {
			c.section(p, v)
		}
	}
	p.macro("SH", c.say("man.everywhere"))
	c.flags(p, root.PersistentFlags())
	p.macro("SH", c.say("man.exit"))
	for _, code := range []string{"0", "1", "2", "3"} {
		p.entry(code, c.say("man.exit-"+code))
	}
	p.macro("SH", c.say("man.environment"))
	p.entry("LC_ALL, LC_MESSAGES, LANG", c.say("man.lang"))
	p.entry("SOURCE_DATE_EPOCH", c.say("man.epoch"))
	p.entry("AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_PROFILE", c.say("man.keys"))
	p.macro("SH", c.say("man.files"))
	for _, name := range []string{"config", "content", "public"} {
		path, text, _ := strings.Cut(c.say("man.file-"+name), "\n")
		p.entry(path, text)
	}
	return p.String()
}

// section is what the page says of one verb.
func (c *command) section(p *roff, v *cobra.Command) {
	p.macro("SS", "gongshi "+v.Use)
	p.text(v.Long)
	c.flags(p, v.LocalNonPersistentFlags())
	if v.Example != "" {
		p.macro("PP")
		p.macro("EX")
		p.lines(strings.Trim(v.Example, "\n"))
		p.macro("EE")
	}
}

func (c *command) flags(p *roff, flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" && flags.ShorthandLookup("h") == nil {
			return // cobra gives each verb a copy of the one that all share
		}
		row := c.flagRow(f)
		p.entry(row[0], row[1])
	})
}

// roff is a page as it grows.
type roff struct{ strings.Builder }

func (p *roff) macro(name string, args ...string) {
	if name == "SH" {
		args = []string{strings.ToUpper(args[0])} // by which man(1) knows the page's name
	}
	p.WriteString("." + name)
	for _, arg := range args {
		p.WriteString(` "` + strings.ReplaceAll(escaped(arg), `"`, `\(dq`) + `"`)
	}
	p.WriteByte('\n')
}

// entry writes a term and, indented, what it means.
func (p *roff) entry(term, text string) {
	p.macro("TP")
	p.macro("B", term)
	p.text(text)
}

// text writes running text; an empty line begins a paragraph. Lines that end and begin in Chinese
// are joined, since roff would put a space there.
func (p *roff) text(text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			p.macro("PP")
		}
		p.lines(mayBreak.ReplaceAllString(lineEnd.ReplaceAllString(paragraph, "$1$2"), "$1\u200b"))
	}
}

// lineEnd is between two characters that have no space between them.
var lineEnd = regexp.MustCompile(`([\p{Han}，。、；：）”])\n([\p{Han}（“])`)

// mayBreak is where a line of Chinese may end; roff breaks at spaces only.
var mayBreak = regexp.MustCompile(`([，。、；：）”])`)

func (p *roff) lines(text string) {
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			p.WriteString(`\&`)
		}
		p.WriteString(escaped(line) + "\n")
	}
}

// escaped keeps roff from reading a text's backslashes and hyphens as its own: a hyphen of a flag
// has to stay one when it is copied.
func escaped(text string) string {
	return strings.NewReplacer(`\`, `\e`, "-", `\-`, "\u200b", `\:`).Replace(text)
}

package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gongshi/generator"
	"gongshi/generator/bundle"
	"gongshi/generator/office"
	"gongshi/generator/register"
	"gongshi/generator/sign"
	"gongshi/generator/source"
)

// bundling is one call of bundle.
type bundling struct {
	*command
	out    string
	single bool
}

// bundle packs all that is published into one file.
//
// Exit 0 says that it is there. 1 is a register that does not check, and an output that is not what
// the source builds: nothing is written.
func (c *command) bundle() *cobra.Command {
	b := bundling{command: c}
	cmd := c.verb("bundle", func(cmd *cobra.Command) error {
		if !cmd.Flags().Changed("output") {
			c.output = filepath.Join(c.source, defaultOutput)
		}
		options, err := c.options()
		if err == nil {
			err = c.outside()
		}
		if err == nil {
			err = c.apart(b.out)
		}
		if err != nil {
			return err
		}
		return b.run(cmd.Context(), options)
	})
	cmd.Flags().StringVar(&b.out, "out", "", c.say("flag.bundle-out"))
	cmd.Flags().BoolVar(&b.single, "single", false, c.say("flag.single"))
	cmd.Flags().StringVar(&c.output, "output", defaultOutput, c.say("flag.output"))
	cmd.Flags().StringVar(&c.asOf, "as-of", "", c.say("flag.as-of"))
	return cmd
}

// apart refuses a file where it would be read as a part of the register, or published.
func (c *command) apart(out string) error {
	if out == "" || out == "-" {
		return nil
	}
	file, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	places := []string{c.output}
	for _, place := range append(source.Inputs(), source.StateDir) {
		places = append(places, filepath.Join(c.source, place))
	}
	for _, place := range places {
		folder, err := filepath.Abs(place)
		if err != nil {
			return err
		}
		if within(file, folder) {
			return misuse{"out-inside", []any{out, filepath.ToSlash(place)}, ""}
		}
	}
	return nil
}

func (b *bundling) run(ctx context.Context, options generator.Options) error {
	folder, err := source.Open(b.source)
	if err != nil {
		return err
	}
	defer folder.Close()
	all, err := register.Read(folder.FS())
	if err != nil {
		return b.problems(err, generator.Result{Findings: len(all.All())}, "bundle.problems")
	}
	day := options.Day(all.Config)
	p := packing{bundling: b, options: options, Bundle: bundle.Bundle{Source: folder.FS(),
		Register: all.Published().AsOf(day)}}
	ext, write := ".zip", p.zip
	if b.single {
		ext, write = ".html", p.page
	}
	file := cmp.Or(b.out, bundle.FileName(all.Config.Title, day, ext))
	to := func(w io.Writer) error { return write(ctx, w) }
	if file == "-" {
		err = to(b.voice.out)
	} else {
		err = source.CreateFrom(file, to)
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		return misuse{"bundle-taken", []any{filepath.ToSlash(file)}, ""}
	case err != nil:
		return b.trouble(err, p.result)
	}
	b.remarkContent(p.result)
	if file != "-" {
		b.print("bundle.done", p.holds, filepath.ToSlash(file))
	}
	return nil
}

// packing writes one file.
type packing struct {
	*bundling
	bundle.Bundle
	options generator.Options
	result  generator.Result
	holds   string // what is in it: 125 files
}

// page writes all findings as one page. It is made of the source: there need be no output.
func (p *packing) page(ctx context.Context, to io.Writer) error {
	stop := p.progress(&p.options)
	defer stop()
	data, result, err := generator.Single(ctx, p.options)
	p.result, p.holds = result, p.counted("finding", result.Findings)
	if err == nil {
		_, err = to.Write(data)
	}
	return err
}

func (p *packing) zip(ctx context.Context, to io.Writer) (err error) {
	p.result, err = p.held(ctx, p.options, func(func(generator.Progress)) error {
		site, err := os.OpenRoot(p.output)
		if err != nil {
			return err
		}
		defer site.Close()
		p.Site, p.Papers = site.FS(), map[string][]byte{}
		for _, i := range p.Register.Inspections {
			paper, err := office.Notice(p.Register.Register, i)
			if err == nil {
				p.Papers[i.ID+".docx"], err = paper.As("docx")
			}
			if err != nil {
				return err
			}
		}
		files, err := p.Write(ctx, to)
		p.holds = p.counted("file", files)
		return err
	})
	return err
}

// trouble puts into words why there is no bundle.
func (b *bundling) trouble(err error, result generator.Result) error {
	if unbuilt, is := errors.AsType[*sign.UnbuiltError](err); is {
		b.complain("bundle.unbuilt", "", shownDir(b.output), b.counted("file", len(unbuilt.Files)),
			unbuilt.Files[0])
		return stopped(exitProblems)
	}
	if name, is := errors.AsType[*bundle.NameError](err); is {
		b.complain("bundle.name", "", name.Name)
		return stopped(exitProblems)
	}
	if bad, is := errors.AsType[*office.UnprintableError](err); is {
		b.complain("notice.unprintable", "", bad.File, int(bad.Character))
		return stopped(exitProblems)
	}
	return b.problems(err, result, "bundle.problems")
}

package main

import (
	"errors"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"gongshi/generator/importer"
	"gongshi/generator/office"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// ledger writes the register as a spreadsheet, or adds what an office has changed in it.
//
// Exit 0 says that the spreadsheet or the additions are written. 1 is a ledger that leaves a
// question, and a register that does not check: nothing is written.
func (c *command) ledger() *cobra.Command {
	out := ""
	r := reporting{importing: importing{command: c}, ledger: true}
	cmd := c.verb("ledger", func(cmd *cobra.Command) error {
		r.file = cmd.Flags().Arg(0)
		r.importing.report = &c.voice
		switch {
		case r.file == "":
			return r.spreadsheet(out)
		case out != "":
			return misuse{"ledger-both", nil, ""}
		}
		return r.run(cmd.Context())
	})
	cmd.Use = "ledger [FILE]"
	cmd.Args = atMost(1)
	cmd.ValidArgsFunction = anyFile
	cmd.Flags().StringVar(&out, "out", "", c.say("flag.out"))
	cmd.Flags().StringVar(&r.slug, "inspection", "", c.say("flag.ledger-inspection"))
	cmd.Flags().BoolVar(&r.dryRun, "dry-run", false, c.say("flag.dry-run"))
	return cmd
}

// spreadsheet writes the register as one.
func (r *reporting) spreadsheet(file string) error {
	folder, err := source.Open(r.source)
	if err != nil {
		return err
	}
	defer folder.Close()
	all, err := register.Read(folder.FS())
	if err != nil {
		return r.unready(folder, err, "report.unready")
	}
	findings := 0
	for _, i := range all.Inspections {
		if r.slug == "" || i.ID == r.slug {
			findings += len(i.All())
		}
	}
	if findings == 0 {
		return r.unready(folder, importer.ErrNoInspection, "report.unready")
	}
	data, err := office.Ledger(all, r.slug)
	if err != nil {
		return err
	}
	if file == "-" {
		_, err := r.out.Write(data)
		return err
	}
	options, err := r.options()
	if err != nil {
		return err
	}
	if file == "" {
		day := register.DayOf(options.Now.In(all.Config.Location()))
		file = office.FileName(day, all.Config.Language)
	}
	if !r.dryRun {
		err = source.Create(file, data)
	}
	if errors.Is(err, fs.ErrExist) {
		return misuse{"ledger-taken", []any{filepath.ToSlash(file)}, ""}
	}
	if err == nil {
		done := map[bool]string{false: "ledger.done", true: "ledger.trial"}[r.dryRun]
		r.print(done, r.counted("finding", findings), filepath.ToSlash(file))
	}
	return err
}

package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongshi/generator/notice"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

var shells = []string{"bash", "zsh", "fish", "powershell"}

// completion prints the script by which a shell completes what is typed. The script asks the
// program itself, in the language of the moment.
func (c *command) completion() *cobra.Command {
	cmd := c.verb("completion", func(cmd *cobra.Command) error {
		root, shell := cmd.Root(), cmd.Flags().Arg(0)
		switch shell {
		case "bash":
			return root.GenBashCompletionV2(c.out, true)
		case "zsh":
			return root.GenZshCompletion(c.out)
		case "fish":
			return root.GenFishCompletion(c.out, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(c.out)
		}
		return misuse{"shell-unknown", []any{shell, strings.Join(shells, ", ")},
			problem.Nearest(shell, shells)}
	})
	cmd.Use = "completion SHELL"
	cmd.Args = c.one("shell-missing")
	cmd.ValidArgsFunction = firstOf(shells)
	return cmd
}

// firstOf completes the first argument with one of the words, and nothing after it.
func firstOf(words []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return words, cobra.ShellCompDirectiveNoFileComp
	}
}

// completes tells the shell what the verbs' flags and arguments may be; where nothing is said of an
// argument, that there is none.
func (c *command) completes(root *cobra.Command) {
	fixed := cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	flags := map[string]cobra.CompletionFunc{
		"lang":       cobra.FixedCompletions([]string{"zh", "en"}, fixed),
		"format":     cobra.FixedCompletions([]string{"text", "json"}, fixed),
		"rollback":   cobra.FixedCompletions([]string{listReleases}, fixed),
		"status":     cobra.FixedCompletions(c.statuses(), fixed),
		"against":    folders,
		"fail-on":    cobra.FixedCompletions(failureNames(), fixed),
		"rest":       cobra.FixedCompletions(notice.RestStatuses(), fixed),
		"category":   c.completeCategories,
		"inspection": c.completeInspections,
		"explain":    completeRules,
		"source":     folders,
		"output":     folders,
		"as-of":      cobra.NoFileCompletions,
		"title":      cobra.NoFileCompletions,
	}
	each := func(cmd *cobra.Command) func(f *pflag.Flag) {
		return func(f *pflag.Flag) {
			if complete := flags[f.Name]; complete != nil {
				// The only error is that the verb has said so itself.
				_ = cmd.RegisterFlagCompletionFunc(f.Name, complete)
			}
		}
	}
	root.PersistentFlags().VisitAll(each(root))
	for _, v := range root.Commands() {
		v.LocalNonPersistentFlags().VisitAll(each(v))
		if v.ValidArgsFunction == nil {
			v.ValidArgsFunction = cobra.NoFileCompletions
		}
	}
}

func folders(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

func completeRules(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return problem.Rules(), cobra.ShellCompDirectiveNoFileComp
}

// completeCategories offers the categories of the register in --source, with their titles.
func (c *command) completeCategories(*cobra.Command, []string, string) ([]string,
	cobra.ShellCompDirective) {
	r, _ := register.Read(os.DirFS(c.source)) // a register with problems has categories too
	var names []string
	for _, i := range r.Inspections {
		for _, category := range i.Categories {
			names = append(names, cobra.CompletionWithDesc(i.ID+"/"+category.ID, category.Title))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// completeInspections offers the inspections of the register in --source, with their titles.
func (c *command) completeInspections(*cobra.Command, []string, string) ([]string,
	cobra.ShellCompDirective) {
	r, _ := register.Read(os.DirFS(c.source)) // as for categories
	var names []string
	for _, i := range r.Inspections {
		names = append(names, cobra.CompletionWithDesc(i.ID, i.Title))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// anyFile has the shell complete the first argument with files, and nothing after it.
func anyFile(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveDefault
}

func (c *command) statuses() []string {
	var words []string
	for _, s := range register.Reference("status", c.lang) {
		words = append(words, cobra.CompletionWithDesc(s.Name, s.Meaning))
	}
	return words
}

// kinds are the sorts of text that a register has, with their meanings.
func (c *command) kinds() []string {
	var words []string
	for _, kind := range register.Kinds() {
		words = append(words, cobra.CompletionWithDesc(kind, register.Meaning(kind, c.lang)))
	}
	return words
}

package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"gongshi/generator"
	"gongshi/generator/sign"
	"gongshi/generator/source"
)

// signing is one call of sign: it makes a key, co-signs a checkpoint, or signs a site.
type signing struct {
	*command
	fresh, key, cosign, out string
	agent                   bool
}

// sign signs the site that lies in the output, and releases it with its signature.
func (c *command) sign() *cobra.Command {
	s := signing{command: c}
	cmd := c.verb("sign", func(cmd *cobra.Command) error {
		if !cmd.Flags().Changed("output") {
			c.output = filepath.Join(c.source, defaultOutput)
		}
		switch {
		case s.fresh != "" && (s.key != "" || s.agent || s.cosign != ""):
			return misuse{"flags-apart", []any{"--new", "--key, --agent, --cosign"}, ""}
		case s.fresh != "":
			return s.newKey()
		case s.key != "" && s.agent:
			return misuse{"flags-apart", []any{"--key", "--agent"}, ""}
		case s.key == "" && (!s.agent || s.cosign != ""):
			return misuse{"key-missing", nil, ""}
		case s.out != "" && s.cosign == "":
			return misuse{"flag-alone", []any{"--out", "--cosign"}, ""}
		case s.cosign != "":
			return s.cosigns()
		}
		return s.release(cmd.Context())
	})
	flags := cmd.Flags()
	flags.StringVar(&s.fresh, "new", "", c.say("flag.new-key"))
	flags.StringVar(&s.key, "key", "", c.say("flag.key"))
	flags.BoolVar(&s.agent, "agent", false, c.say("flag.agent"))
	flags.StringVar(&s.cosign, "cosign", "", c.say("flag.cosign"))
	flags.StringVar(&s.out, "out", "", c.say("flag.cosign-out"))
	flags.StringVar(&c.output, "output", defaultOutput, c.say("flag.output"))
	flags.StringVar(&c.asOf, "as-of", "", c.say("flag.as-of"))
	return cmd
}

// newKey makes a key, never over another file nor where it would be committed or published.
func (s *signing) newKey() error {
	absolute, err := filepath.Abs(s.fresh)
	if err != nil {
		return err
	}
	folder, err := filepath.Abs(s.source)
	if err != nil {
		return err
	}
	_, register := os.Lstat(filepath.Join(folder, source.ConfigFile))
	if register == nil && within(absolute, folder) {
		return misuse{"key-inside", []any{s.fresh}, ""}
	}
	for _, file := range []string{s.fresh, s.fresh + ".pub"} {
		if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
			return misuse{"key-taken", []any{file}, ""}
		}
	}
	passphrase, err := s.choose()
	if err != nil {
		return err
	}
	private, public, fingerprint, err := sign.NewKey(sign.Namespace, passphrase)
	if err != nil {
		return err
	}
	if err := create(s.fresh, private, 0o600); err != nil {
		return err
	}
	if err := create(s.fresh+".pub", public, 0o644); err != nil {
		return err
	}
	if len(passphrase) == 0 {
		s.remark("sign.unlocked", s.fresh)
	}
	s.print("sign.new", filepath.ToSlash(s.fresh), fingerprint)
	return nil
}

// create writes a file that is not there yet.
func create(file string, data []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// choose asks twice for a new passphrase where there is somebody to be asked.
func (s *signing) choose() ([]byte, error) {
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return nil, nil
	}
	first, err := s.ask("sign.choose")
	if err != nil || len(first) == 0 {
		return nil, err
	}
	second, err := s.ask("sign.once-more")
	if err == nil && !bytes.Equal(first, second) {
		err = misuse{"passphrases-differ", nil, ""}
	}
	return first, err
}

// ask asks for a passphrase on the terminal, without an echo.
func (s *signing) ask(key string) ([]byte, error) {
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		return nil, misuse{"passphrase-blind", nil, ""}
	}
	_, _ = s.err.Write([]byte(s.say(key)))
	typed, err := term.ReadPassword(in)
	_, _ = s.err.Write([]byte("\n"))
	return typed, err
}

func (s *signing) readKey() (sign.Key, error) {
	return sign.ReadKey(s.key, func() ([]byte, error) { return s.ask("sign.passphrase") })
}

// release signs the site and puts it into its place again, with its signature.
func (s *signing) release(ctx context.Context) error {
	options, err := s.options()
	if err == nil {
		err = s.outside()
	}
	if err != nil {
		return err
	}
	var key sign.Key
	if !s.agent {
		if key, err = s.readKey(); err != nil {
			return s.trouble(err)
		}
	}
	var entry sign.Entry
	done, releases := "sign.done", 0
	options.Keep = keptReleases
	options.Sign = func(site sign.Site) (err error) {
		if s.agent {
			var end func() error
			if key, end, err = sign.AgentKey(os.Getenv("SSH_AUTH_SOCK"), site.Key); err != nil {
				return err
			}
			defer end()
		}
		entry, releases, err = sign.Release(site, key)
		if errors.Is(err, sign.ErrSigned) {
			done, err = "sign.already", nil
		}
		return err
	}
	result, err := generator.Build(ctx, options)
	if err != nil {
		return s.problems(s.trouble(err), result, "build.problems")
	}
	s.remarkHow(result)
	s.print(done, s.counted("file", entry.Files), shownDir(s.output), releases, entry.Added,
		entry.Changed, entry.Removed)
	return nil
}

// cosigns adds this office's signature to a checkpoint, in another file.
func (s *signing) cosigns() error {
	data, err := os.ReadFile(s.cosign)
	if err != nil {
		return err
	}
	checkpoint, err := sign.ReadCheckpoint(data)
	if err != nil {
		return misuse{"checkpoint-broken", []any{s.cosign}, ""}
	}
	key, err := s.readKey()
	if err != nil {
		return s.trouble(err)
	}
	options, err := s.options()
	if err != nil {
		return err
	}
	signed, err := sign.Cosign(data, key, options.Now)
	if err != nil {
		return misuse{"checkpoint-broken", []any{s.cosign}, ""}
	}
	out := s.out
	if out == "" {
		out = s.cosign + ".cosigned"
	}
	if err := createOut(out, signed); err != nil {
		return err
	}
	s.print("sign.cosigned", s.counted("release", int(checkpoint.N)), filepath.ToSlash(out))
	return nil
}

// trouble puts into words why a key is refused or a site is not signed.
func (s *signing) trouble(err error) error {
	if kind, is := errors.AsType[sign.KindError](err); is {
		return misuse{"key-kind", []any{s.key, string(kind)}, ""}
	}
	if unbuilt, is := errors.AsType[*sign.UnbuiltError](err); is {
		s.complain("sign.unbuilt", "", shownDir(s.output), s.counted("file", len(unbuilt.Files)),
			unbuilt.Files[0])
		return stopped(exitProblems)
	}
	for _, known := range []struct {
		err error
		key string
	}{{sign.ErrNoPrivateKey, "key-form"}, {sign.ErrPublicKey, "key-public"},
		{sign.ErrOpenKey, "key-open"}, {sign.ErrPassphrase, "passphrase-wrong"},
		{sign.ErrNoAgent, "agent-none"}, {sign.ErrNotInAgent, "agent-lacks"},
		{sign.ErrNoKey, "key-unnamed"}, {sign.ErrOtherKey, "key-other"}} {
		if errors.Is(err, known.err) {
			return misuse{known.key, []any{s.key}, ""}
		}
	}
	key := ""
	switch {
	case errors.Is(err, sign.ErrOtherLog):
		key = "sign.other-log"
	case errors.Is(err, sign.ErrForked):
		key = "sign.forked"
	default:
		return err
	}
	s.complain(key, "", shownDir(s.output))
	return stopped(exitProblems)
}

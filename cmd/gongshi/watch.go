package main

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongshi/generator"
	"gongshi/generator/form"
	"gongshi/generator/preview"
	"gongshi/generator/source"
)

const (
	// previewAddress is Hugo's own, which editors' tools know.
	previewAddress = "127.0.0.1:1313"
	// pollInterval is how often the source is looked at with --poll: nobody waits longer for a page
	// without wondering.
	pollInterval = 500 * time.Millisecond
)

func (c *command) watch() *cobra.Command { return c.watching("watch", "") }

// edit is watch that opens the forms.
func (c *command) edit() *cobra.Command {
	return c.watching("edit", strings.TrimPrefix(form.Prefix, "/"))
}

// watching is a verb that shows the preview and opens one of its pages.
func (c *command) watching(name, start string) *cobra.Command {
	address, closed, poll, share := "", false, false, false
	cmd := c.verb(name, func(cmd *cobra.Command) error {
		options, err := c.options()
		if err != nil {
			return err
		}
		reach, err := c.reach(address, share)
		if err != nil {
			return err
		}
		if reach != preview.Loopback && start != "" {
			c.remark("edit.network", address)
			start = ""
		}
		w := generator.WatchOptions{Source: c.source, Address: address, Reach: reach, Start: start,
			Site: c.site(), Language: c.lang, Now: time.Now,
			Unreleased: c.unreleased(),
			Seen: (&teller{voice: &c.voice, source: c.source,
				reach: reach}).seen}
		if os.Getenv("SOURCE_DATE_EPOCH") != "" {
			w.Now = func() time.Time { return options.Now }
		}
		if poll {
			w.Poll = pollInterval
		}
		w.Ready = func(url, once string) {
			c.print(name+".ready", url)
			if !closed {
				c.open(url, once)
			}
		}
		err = generator.Watch(cmd.Context(), w)
		if busy, is := errors.AsType[*source.BusyError](err); is {
			return watched(busy.Holder)
		}
		return err
	})
	c.profileFlags(cmd)
	cmd.Flags().StringVar(&address, "address", previewAddress, c.say("flag.address"))
	cmd.Flags().BoolVar(&closed, "no-open", false, c.say("flag.no-open"))
	cmd.Flags().BoolVar(&poll, "poll", false, c.say("flag.poll"))
	cmd.Flags().BoolVar(&share, "share", false, c.say("flag.share"))
	return cmd
}

// watched is the process that watches the source already.
type watched string

func (w watched) Error() string { return "watched by process " + string(w) }

// reach says from where an address can be reached, and what that means if from elsewhere: that is
// refused unless the preview is to be shared.
func (c *command) reach(address string, share bool) (preview.Reach, error) {
	host, port, err := net.SplitHostPort(address)
	if _, wrong := strconv.ParseUint(port, 10, 16); err != nil || wrong != nil {
		return "", misuse{"flag-value", []any{"--address", address, previewAddress}, ""}
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return preview.Loopback, nil
	}
	if !share {
		return "", misuse{"flag-share", []any{address, previewAddress}, ""}
	}
	c.remark("watch.network", address)
	return preview.Network, nil
}

// portInUse says who has the port, and which one is free.
func (c *command) portInUse(port *preview.PortInUse) {
	holder := port.Holder
	if holder == "" {
		holder = c.say("machine.somebody")
	}
	if port.Free == 0 {
		c.complain("machine.ports", "", port.Address, holder)
		return
	}
	host, _, _ := net.SplitHostPort(port.Address) // it was split before
	c.complain("machine.port", "", port.Address, holder,
		net.JoinHostPort(host, strconv.Itoa(port.Free)))
}

// open opens an address in the browser that the system prefers, or says that url could not be
// opened. once is the same for one browser.
func (c *command) open(url, once string) {
	name, args := "xdg-open", []string{once}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", once}
	default:
		// Without a screen xdg-open would start a browser in the terminal that the watch speaks in.
		if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
			c.remark("watch.open", url)
			return
		}
	}
	opener := exec.Command(name, args...)
	apart(opener)
	if opener.Start() != nil {
		c.remark("watch.open", url)
		return
	}
	go func() { _ = opener.Wait() }() // it may last as long as the browser
}

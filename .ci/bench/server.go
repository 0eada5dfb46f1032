package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"gongshi/.ci/bench/synthetic"
)

const (
	// look is the time between two looks at a page: what is measured is known to that much.
	look = 2 * time.Millisecond
	// enough is how long a page is waited for; hugo builds 50,000 pages in less.
	enough = 3 * time.Minute
)

// server is a program that serves a site and follows its source.
type server struct {
	name    string
	flags   []string
	dir     string // of its own source
	file    string // that is edited
	text    string // of it, at first
	pages   [2]string
	process *exec.Cmd
	client  *http.Client
	rows    int // on the list

	times [2][]time.Duration // of each page
}

// lay gives a server a source of its own.
func (s *server) lay(dir, source string, place synthetic.Place) error {
	s.dir, s.file = dir, filepath.Join(dir, filepath.FromSlash(place.File()))
	folder := "/" + place.Inspection + "/" + place.Category
	s.pages = [2]string{"/findings/" + place.ID + ".html", folder + ".html"}
	lay := func() error { return os.CopyFS(dir, os.DirFS(source)) }
	if s.name == "hugo" {
		// As it calls it: what it was asked for, it renders again.
		s.pages[1] = folder + "/index.html"
		lay = func() error { return synthetic.Peer(dir, source) }
	}
	if err := lay(); err != nil {
		return err
	}
	text, err := os.ReadFile(s.file)
	s.text = string(text)
	return err
}

// start starts the program and waits until it serves both pages.
func (s *server) start(ctx context.Context, tools string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		return err
	}
	args := append(s.flags, "--source", s.dir)
	if s.name == "hugo" {
		_, port, _ := net.SplitHostPort(address) // it comes from the system
		args = append(args, "--port", port)
	} else {
		args = append(args, "--address", address)
	}
	s.process = exec.CommandContext(ctx, filepath.Join(tools, s.name), args...)
	if err := s.process.Start(); err != nil {
		return err
	}
	if s.client, err = s.signIn(ctx, address); err != nil {
		return err
	}
	for i, page := range s.pages {
		s.pages[i] = "http://" + address + page
		list, err := s.await(ctx, s.pages[i], "<main")
		if err != nil {
			return err
		}
		s.rows = strings.Count(list, `<li class="row`)
	}
	return nil
}

// signIn gives a client that Gongshi's preview answers: it has opened the address with the token.
func (s *server) signIn(ctx context.Context, address string) (*http.Client, error) {
	if s.name == "hugo" {
		return http.DefaultClient, nil
	}
	jar, err := cookiejar.New(nil)
	s.client = &http.Client{Jar: jar}
	for end := time.Now().Add(enough); err == nil && time.Now().Before(end); time.Sleep(look) {
		token, _ := os.ReadFile(filepath.Join(s.dir, ".gongshi", "preview-token"))
		if _, wrong := s.get(ctx, "http://"+address+"/?token="+string(token)); wrong == nil {
			return s.client, nil
		}
	}
	return nil, errors.Join(err, errors.New("the preview lets nobody in"))
}

func (s *server) stop() {
	if s.process == nil || s.process.Process == nil {
		return
	}
	_ = s.process.Process.Signal(os.Interrupt) // it may have ended
	_ = s.process.Wait()                       // hugo says that it was interrupted
}

var title = regexp.MustCompile(`(?m)^title: `)

// edit gives a finding another title and another text, by a mark that no other round has.
func edit(text string, round int) (mark string, edited []byte) {
	mark = fmt.Sprintf("R%03d", round)
	return mark, []byte(title.ReplaceAllString(text, "title: "+mark) + "\n" + mark + "\n")
}

// measure saves the finding, with another title and another text, and waits until both pages have
// the new ones. The first round is not counted.
func (s *server) measure(ctx context.Context, round int) error {
	mark, edited := edit(s.text, round)
	beside := s.dir + ".new" // not in what is watched
	start := time.Now()
	if err := os.WriteFile(beside, edited, 0o644); err != nil {
		return err
	}
	if err := os.Rename(beside, s.file); err != nil {
		return err
	}
	var ended [2]chan error
	var took [2]time.Duration
	for i, page := range s.pages {
		ended[i] = make(chan error, 1)
		go func() {
			_, err := s.await(ctx, page, mark)
			took[i] = time.Since(start)
			ended[i] <- err
		}()
	}
	if err := errors.Join(<-ended[0], <-ended[1]); err != nil {
		return err
	}
	for i := range took {
		if round > 0 {
			s.times[i] = append(s.times[i], took[i])
		}
	}
	return nil
}

// await asks for a page until its text holds a word, and gives that text.
func (s *server) await(ctx context.Context, page, word string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, enough)
	defer cancel()
	var last error
	for ctx.Err() == nil {
		text, err := s.get(ctx, page)
		if err == nil && strings.Contains(text, word) {
			return text, nil
		}
		last = err
		time.Sleep(look)
	}
	return "", fmt.Errorf("%s never held %q: %w", page, word, errors.Join(ctx.Err(), last))
}

func (s *server) get(ctx context.Context, page string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, page, nil)
	if err != nil {
		return "", err
	}
	answer, err := s.client.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = errors.New(answer.Status)
	}
	return string(text), err
}

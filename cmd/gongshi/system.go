package main

import (
	"crypto/tls"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"syscall"
)

// systemReasons are the system's usual errors with their words: the table system.
var systemReasons = []struct {
	err error
	key string
}{
	{syscall.ENOSPC, "full"}, {syscall.EDQUOT, "full"}, {syscall.EROFS, "read-only"},
	{fs.ErrPermission, "permission"}, {fs.ErrNotExist, "missing"}, {syscall.ENOTEMPTY, "not-empty"},
	{fs.ErrExist, "exists"}, {syscall.EISDIR, "folder"}, {syscall.ENOTDIR, "no-folder"},
	{syscall.EMFILE, "too-many"}, {syscall.ENFILE, "too-many"}, {syscall.ENAMETOOLONG, "long-name"},
	{syscall.EBUSY, "busy"}, {syscall.ETXTBSY, "busy"}, {syscall.EIO, "damaged"},
	{syscall.EXDEV, "other-disk"}, {syscall.ELOOP, "loop"}, {syscall.ENOMEM, "memory"},
	{syscall.EADDRINUSE, "port"}, {syscall.ECONNREFUSED, "refused"}, {os.ErrDeadlineExceeded, "slow"},
	{syscall.ECONNRESET, "reset"}, {syscall.EPIPE, "reset"}, {io.ErrUnexpectedEOF, "reset"},
	{syscall.ENETUNREACH, "unreachable"}, {syscall.EHOSTUNREACH, "unreachable"},
}

// networkReason is the word for what has a type of its own; empty for anything else.
func networkReason(err error) string {
	if _, is := errors.AsType[*net.DNSError](err); is {
		return "host"
	}
	if _, is := errors.AsType[*tls.CertificateVerificationError](err); is {
		return "certificate"
	}
	if e, is := errors.AsType[net.Error](err); is && e.Timeout() {
		return "slow"
	}
	return ""
}

// system says in the program's language what the system says in its own, with the file that it is
// about; what is not known is given as it is.
func (v *voice) system(err error) string {
	var at *fs.PathError
	var link *os.LinkError
	file := ""
	switch {
	case errors.As(err, &at):
		file = at.Path
	case errors.As(err, &link):
		file = link.New
	}
	if key := networkReason(err); key != "" {
		return v.say("system." + key)
	}
	for _, known := range systemReasons {
		if !errors.Is(err, known.err) {
			continue
		}
		reason := v.say("system." + known.key)
		if file == "" {
			return reason
		}
		return v.say("system.about", file, reason)
	}
	return err.Error()
}

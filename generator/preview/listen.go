package preview

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
)

// PortInUse is why [Server.Listen] gives up where something else listens already.
type PortInUse struct {
	Address string // as it was asked for
	Free    int    // the next port that could be had; 0 where none near it is free
	Holder  string // who listens there, by name and process, where the system tells: "nginx 812"
	err     error
}

func (e *PortInUse) Error() string { return fmt.Sprintf("%s is in use", e.Address) }
func (e *PortInUse) Unwrap() error { return e.err }

// NotLoopback is why [Server.Listen] refuses an address that other machines can reach, unless
// Options.Reach is [Network].
type NotLoopback struct{ Address string }

func (e *NotLoopback) Error() string {
	return fmt.Sprintf("%s can be reached from other machines", e.Address)
}

// wsaAddressInUse is Windows' own number for it, which its syscall.EADDRINUSE is not.
const wsaAddressInUse = syscall.Errno(10048)

// nearby is how many ports are tried for one that is free: enough for every preview of an office.
const nearby = 20

// Listen takes an address, host:port, where port 0 is any free one; [Server.URL] then says which.
// Errors: *PortInUse, *NotLoopback, or what the system says of the address.
func (s *Server) Listen(ctx context.Context, address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, wsaAddressInUse) {
		number, _ := strconv.Atoi(port)
		return &PortInUse{address, free(ctx, host, number), holder(number), err}
	}
	if err != nil {
		return err
	}
	at := l.Addr().(*net.TCPAddr).AddrPort()
	// What the name came to is judged, not the name: a hosts file can make localhost anything.
	if s.options.Reach != Network && !at.Addr().Unmap().IsLoopback() {
		return errors.Join(&NotLoopback{address}, l.Close())
	}
	s.listener, s.hosts = l, hosts(host, at)
	return nil
}

// free gives the first port after one that could be listened on, or 0.
func free(ctx context.Context, host string, port int) int {
	var config net.ListenConfig
	for next := port + 1; next <= min(port+nearby, 65535); next++ {
		l, err := config.Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(next)))
		if err == nil && l.Close() == nil {
			return next
		}
	}
	return 0
}

// hosts gives the values of a Host header under which the server may be asked: the name it was
// given, the addresses it listens on, and those of this machine. A name that merely resolves to
// one of them is somebody else's (DNS rebinding).
func hosts(given string, at netip.AddrPort) map[string]bool {
	names := []string{"localhost", "127.0.0.1", "::1"}
	if addr := at.Addr().Unmap(); addr.IsUnspecified() {
		all, _ := net.InterfaceAddrs() // without them, this machine's own remain
		for _, a := range all {
			if n, ok := a.(*net.IPNet); ok {
				names = append(names, n.IP.String())
			}
		}
	} else {
		names = append(names, addr.String(), strings.ToLower(given))
	}
	allowed := map[string]bool{}
	for _, name := range names {
		if name == "" {
			continue
		}
		allowed[net.JoinHostPort(name, strconv.Itoa(int(at.Port())))] = true
		if at.Port() == 80 { // browsers leave it out
			allowed[strings.TrimSuffix(net.JoinHostPort(name, ""), ":")] = true
		}
	}
	return allowed
}

// home is the address of the first page.
func (s *Server) home() string {
	at := s.listener.Addr().(*net.TCPAddr).AddrPort()
	if at.Addr().IsUnspecified() {
		at = netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), at.Port())
	}
	return "http://" + netip.AddrPortFrom(at.Addr().Unmap(), at.Port()).String() + "/"
}

// Serve answers until ctx ends, then lets answers under way finish for a moment, ends every event
// stream, and returns nil when no goroutine of the server is left. Any other end is an error.
func (s *Server) Serve(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	server := &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: s.patience.header,
		ReadTimeout:       s.patience.body,
		WriteTimeout:      s.patience.write,
		IdleTimeout:       s.patience.idle,
		MaxHeaderBytes:    16 << 10, // browsers send less than 2 KiB; cookies of other ports come along
		BaseContext:       func(net.Listener) context.Context { return ctx },
		// Else OPTIONS * would be answered before anybody has looked at its Host.
		DisableGeneralOptionsHandler: true,
		ConnState:                    s.count,
		ErrorLog:                     slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(s.listener) }()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
	}
	cancel()
	// The end has come: the context for the last answers must be one that has not.
	grace, done := context.WithTimeout(context.WithoutCancel(ctx), s.patience.finish)
	defer done()
	if server.Shutdown(grace) != nil {
		_ = server.Close() // the listener is closed already; connections have nothing to say
	}
	if err == nil {
		<-ended
	}
	s.connections.Wait()
	return err
}

// count keeps the number of connections whose goroutine runs; net/http begins to count before it
// starts one, and ends when it is about to leave.
func (s *Server) count(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.connections.Add(1)
	case http.StateClosed:
		s.connections.Done()
	}
}

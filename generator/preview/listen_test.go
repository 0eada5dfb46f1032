package preview

import (
	"errors"
	"net"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

func TestAPortInUseNamesAFreeOne(t *testing.T) {
	first := start(t, nil)
	err := New(Options{}).Listen(t.Context(), first.addr)
	var inUse *PortInUse
	if !errors.As(err, &inUse) {
		t.Fatal(err)
	}
	_, port, _ := strings.Cut(first.addr, ":")
	taken, _ := strconv.Atoi(port)
	if inUse.Address != first.addr || inUse.Free <= taken {
		t.Errorf("%+v", inUse)
	}
	if runtime.GOOS == "linux" && !strings.Contains(inUse.Holder, " ") {
		t.Errorf("holder %q", inUse.Holder)
	}
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(inUse.Free)))
	if err != nil {
		t.Error("the free port is not:", err)
		return
	}
	l.Close()
}

func TestAnAddressThatOthersReachMustBeMeant(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":0"} {
		var exposed *NotLoopback
		if err := New(Options{}).Listen(t.Context(), address); !errors.As(err, &exposed) ||
			exposed.Address != address {
			t.Errorf("%s: %v", address, err)
		}
	}
	s := New(Options{Reach: Network})
	if err := s.Listen(t.Context(), "0.0.0.0:0"); err != nil {
		t.Fatal(err)
	}
	defer s.listener.Close()
	if !strings.HasPrefix(s.URL(), "http://127.0.0.1:") {
		t.Error(s.URL())
	}
	port := strconv.Itoa(s.listener.Addr().(*net.TCPAddr).Port)
	if s.hosts["0.0.0.0:"+port] || !s.hosts["localhost:"+port] {
		t.Errorf("%v", s.hosts)
	}
}

func TestAnAddressWithoutAPortIsRefused(t *testing.T) {
	if err := New(Options{}).Listen(t.Context(), "127.0.0.1"); err == nil {
		t.Error("it listens")
	}
}

func TestAServerThatEndsLeavesNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	f := start(t, nil)
	for range 5 {
		f.listen("/", 0).next()
	}
	if err := f.end(); err != nil {
		t.Error(err)
	}
	// Those of net/http say that they are done a moment before they are.
	for range 1_000_000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, before %d\n%s", runtime.NumGoroutine(), before,
		stacks[:runtime.Stack(stacks, true)])
}

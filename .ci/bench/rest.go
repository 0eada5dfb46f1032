package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"
)

const (
	// settle is longer than gongshi waits before it does what takes long.
	settle = 1500 * time.Millisecond
	// idle is how long no server must have worked: hugo gathers changes for half a second.
	idle = 600 * time.Millisecond
)

func rest(ctx context.Context, servers []*server) error {
	if err := pause(ctx, settle); err != nil {
		return err
	}
	for before := -1; ; {
		now := 0
		for _, s := range servers {
			ticks, err := worked(s.process.Process.Pid)
			if err != nil {
				return err
			}
			now += ticks
		}
		if before >= 0 && now-before <= 1 { // a garbage collector at rest still looks up at times
			return nil
		}
		before = now
		if err := pause(ctx, idle); err != nil {
			return err
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// worked gives how many hundredths of a second a process has used the processor for. Only Linux
// tells: https://docs.kernel.org/filesystems/proc.html, table 1-4.
func worked(process int) (int, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process))
	if err != nil {
		return 0, err
	}
	_, numbers, _ := strings.Cut(string(data), ") ") // behind the program's name
	var user, system int
	_, err = fmt.Sscan(strings.Join(strings.Fields(numbers)[11:13], " "), &user, &system)
	return user + system, err
}

//go:build !windows

package sign

import (
	"io"
	"net"
	"time"
)

// agentWait is how long an agent may take, which may ask its user: agents lock their sockets.
const agentWait = 2 * time.Minute

func dialAgent(address string) (io.ReadWriteCloser, error) {
	c, err := net.Dial("unix", address)
	if err == nil {
		err = c.SetDeadline(time.Now().Add(agentWait))
	}
	return c, err
}

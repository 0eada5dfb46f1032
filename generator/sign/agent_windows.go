package sign

import (
	"cmp"
	"io"
	"os"
)

// dialAgent opens the named pipe of Windows' own agent, unless another one is named.
func dialAgent(address string) (io.ReadWriteCloser, error) {
	return os.OpenFile(cmp.Or(address, `\\.\pipe\openssh-ssh-agent`), os.O_RDWR, 0)
}

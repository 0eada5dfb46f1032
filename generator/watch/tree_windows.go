package watch

import (
	"errors"
	"io/fs"
	"path/filepath"
	"sync"
	"unsafe"

	"github.com/fsnotify/fsnotify"
	"golang.org/x/sys/windows"
)

// tree is one recursive watch on the root. With one watch a folder, as fsnotify has it, Windows
// would refuse to rename a folder that holds another.
type tree struct {
	scope
	root    windows.Handle
	stop    windows.Handle // an event, set to end the wait
	pumping sync.WaitGroup
}

// identity is unknown: a listing does not give it here.
type identity struct{}

func identify(fs.FileInfo) identity { return identity{} }

// buffer is how much a burst may fill before events are lost, in bytes; an event takes some 100.
// Only network shares want it below 64 KiB, and those are polled.
const buffer = 512 << 10

// filter leaves out what changes of no content: attributes, security, times of access.
const filter = windows.FILE_NOTIFY_CHANGE_FILE_NAME | windows.FILE_NOTIFY_CHANGE_DIR_NAME |
	windows.FILE_NOTIFY_CHANGE_SIZE | windows.FILE_NOTIFY_CHANGE_LAST_WRITE

// openTree watches all below the root, and queues its events.
func openTree(s scope, q *queue) (*tree, error) {
	if name := silentSystem(s.root); name != "" {
		return nil, &silentError{name}
	}
	name, err := windows.UTF16PtrFromString(s.root)
	if err != nil {
		return nil, err
	}
	t := &tree{scope: s}
	const shared = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE |
		windows.FILE_SHARE_DELETE
	t.root, err = windows.CreateFile(name, windows.FILE_LIST_DIRECTORY, shared, nil,
		windows.OPEN_EXISTING, windows.FILE_FLAG_BACKUP_SEMANTICS|windows.FILE_FLAG_OVERLAPPED, 0)
	if err != nil {
		return nil, err
	}
	if t.stop, err = windows.CreateEvent(nil, 1, 0, nil); err != nil {
		return nil, errors.Join(err, windows.CloseHandle(t.root))
	}
	begun := make(chan error)
	t.pumping.Go(func() { t.pump(q, begun) })
	if err := <-begun; err != nil {
		t.close()
		return nil, err
	}
	return t, nil
}

// close stops the events and waits for the last one.
func (t *tree) close() {
	_ = windows.SetEvent(t.stop)
	t.pumping.Wait()
	_ = windows.CloseHandle(t.stop)
	_ = windows.CloseHandle(t.root)
}

// rewatch does nothing: the one watch covers new folders.
func (t *tree) rewatch(string) error { return nil }

// pump moves events from the system to the queue until close. It sends once on begun, the error of
// the first read: from then on Windows buffers what happens between two.
func (t *tree) pump(q *queue, begun chan<- error) {
	ready, err := windows.CreateEvent(nil, 1, 0, nil)
	if err != nil {
		begun <- err
		return
	}
	defer func() { _ = windows.CloseHandle(ready) }()
	// The system writes into both while it waits: they must be in one place, on the heap.
	data, o := make([]byte, buffer), &windows.Overlapped{HEvent: ready}
	for first := true; ; first = false {
		err := windows.ReadDirectoryChanges(t.root, &data[0], buffer, true, filter, nil, o, 0)
		if first {
			begun <- err
		}
		if err != nil {
			if !first {
				q.fail(err)
			}
			return
		}
		n, err := t.wait(o)
		if errors.Is(err, windows.ERROR_OPERATION_ABORTED) {
			return
		}
		if err != nil {
			q.fail(err)
			return
		}
		t.enqueue(data[:n], q)
	}
}

// wait gives the number of bytes that have come, or ERROR_OPERATION_ABORTED after close.
func (t *tree) wait(o *windows.Overlapped) (n uint32, err error) {
	which, err := windows.WaitForMultipleObjects(
		[]windows.Handle{t.stop, o.HEvent}, false, windows.INFINITE)
	if err != nil {
		return 0, err
	}
	if which == windows.WAIT_OBJECT_0 {
		_ = windows.CancelIoEx(t.root, o)
		_ = windows.GetOverlappedResult(t.root, o, &n, true) // until it no longer writes
		return 0, windows.ERROR_OPERATION_ABORTED
	}
	err = windows.GetOverlappedResult(t.root, o, &n, false)
	return n, err
}

// enqueue queues the events in data that are in scope. No data means an overflow.
func (t *tree) enqueue(data []byte, q *queue) {
	if len(data) == 0 {
		q.fail(fsnotify.ErrEventOverflow)
		return
	}
	for {
		e := (*windows.FileNotifyInformation)(unsafe.Pointer(&data[0]))
		name := windows.UTF16ToString(unsafe.Slice(&e.FileName, e.FileNameLength/2))
		if p := filepath.ToSlash(name); t.holds(p) {
			op := opRename
			if e.Action == windows.FILE_ACTION_MODIFIED {
				op = opWrite
			}
			q.put(event{p, op})
		}
		if e.NextEntryOffset == 0 {
			return
		}
		data = data[e.NextEntryOffset:]
	}
}

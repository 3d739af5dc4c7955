package cli

import (
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
)

// failpoints sets the hook of kill tests, which does nothing until it is armed:
// then it kills this process without warning the N-th time the named point is
// reached, and writes each point reached to the file of --failpoint-list.
func (x *call) failpoints() (arm func(), err error) {
	if x.Failpoint == "" && x.FailpointList == "" {
		return func() {}, nil
	}
	var name string
	var nth int64
	if x.Failpoint != "" {
		i := max(0, strings.LastIndexByte(x.Failpoint, ':')) // names hold a colon themselves
		name = x.Failpoint[:i]
		if nth, err = strconv.ParseInt(strings.TrimPrefix(x.Failpoint[i:], ":"), 10, 64); err != nil || nth < 1 || name == "" {
			return nil, use(badFailpoint.With().At("--failpoint"))
		}
	}
	var list *os.File
	if x.FailpointList != "" {
		if list, err = os.OpenFile(x.FailpointList, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err != nil {
			return nil, noFile.With().At("--failpoint-list").Because(err)
		}
	}
	var armed atomic.Bool
	var reached atomic.Int64
	x.parts.Failpoint(func(point string) {
		if !armed.Load() {
			return
		}
		if list != nil {
			_, _ = list.WriteString(point + "\n")
		}
		if point == name && reached.Add(1) == nth {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // the signal is on its way; nothing more is done
		}
	})
	x.disarm = func() {
		armed.Store(false)
		if list != nil {
			_ = list.Close()
		}
	}
	return func() { armed.Store(true) }, nil
}

package main

import (
	"syscall"
	"time"
)

// cpu is the processor time this process has used. Ratios are taken of it: a
// machine shared with others stretches the time on the wall, and much less this.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // the call takes no argument that could be wrong
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

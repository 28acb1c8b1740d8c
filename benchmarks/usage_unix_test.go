//go:build unix

package benchmarks

import (
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// peakOf returns the peak memory of a program that has ended, in bytes.
func peakOf(p *os.ProcessState) int64 {
	peak := int64(p.SysUsage().(*syscall.Rusage).Maxrss)
	if runtime.GOOS == "darwin" {
		return peak
	}
	return peak * 1024
}

// work is the processor time of this process over all cores. Unlike wall-clock
// time it does not depend on what else the machine does.
func work(tb testing.TB) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

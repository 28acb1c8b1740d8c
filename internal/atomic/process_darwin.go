package atomic

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// machine identifies the boot of the machine; all processes see each other.
func machine() (boot, space string) {
	boot, _ = unix.Sysctl("kern.bootsessionuuid")
	return boot, ""
}

// began returns the start of a process in microseconds.
func began(pid int) uint64 {
	start, _, _ := status(pid)
	return start
}

func fateOf(pid int, start uint64) fate {
	const zombie = 5 // SZOMB
	began, state, err := status(pid)
	switch {
	case err == nil && began == start && state != zombie:
		return alive
	case err == nil:
		return dead
	case syscall.Kill(pid, 0) == syscall.ESRCH:
		return dead
	}
	return unknown
}

func status(pid int) (start uint64, state int8, err error) {
	info, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	if err != nil {
		return 0, 0, err
	}
	at := info.Proc.P_starttime
	return uint64(at.Sec)*1e6 + uint64(at.Usec), info.Proc.P_stat, nil
}

package atomic

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// machine identifies the boot of the machine and the space of its processes.
func machine() (boot, space string) {
	text, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return "", ""
	}
	if space, err = os.Readlink("/proc/self/ns/pid"); err != nil {
		return "", ""
	}
	return strings.TrimSpace(string(text)), space
}

// began returns the start of a process in clock ticks since boot.
func began(pid int) uint64 {
	_, start, _ := status(pid)
	return start
}

func fateOf(pid int, start uint64) fate {
	state, began, err := status(pid)
	switch {
	case err == nil && began == start && state != 'Z' && state != 'X': // neither dead nor waited for
		return alive
	case err == nil:
		return dead
	case syscall.Kill(pid, 0) == syscall.ESRCH:
		return dead
	}
	return unknown // processes of other users may be hidden
}

// status reads fields 3 and 22 of /proc/PID/stat. Field 2, the name, may contain
// anything and ends at the last parenthesis.
func status(pid int) (state byte, start uint64, err error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0, err
	}
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	if len(fields) < 20 {
		return 0, 0, fmt.Errorf("%d fields", len(fields))
	}
	start, err = strconv.ParseUint(string(fields[19]), 10, 64)
	return fields[0][0], start, err
}

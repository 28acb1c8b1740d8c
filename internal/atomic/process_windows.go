package atomic

import (
	"errors"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// machine identifies the machine. The boot is not needed: the start time of a
// process is never reused.
func machine() (boot, space string) {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, `SOFTWARE\Microsoft\Cryptography`, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if err != nil {
		return "", ""
	}
	defer key.Close()
	boot, _, _ = key.GetStringValue("MachineGuid")
	return boot, ""
}

// began returns the start of a process in units of 100 nanoseconds.
func began(pid int) uint64 {
	start, _, _ := status(pid)
	return start
}

func fateOf(pid int, start uint64) fate {
	began, runs, err := status(pid)
	switch {
	case err == nil && began == start && runs:
		return alive
	case err == nil, errors.Is(err, windows.ERROR_INVALID_PARAMETER): // no such process
		return dead
	}
	return unknown
}

func status(pid int) (start uint64, runs bool, err error) {
	process, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err != nil {
		return 0, false, err
	}
	defer windows.CloseHandle(process)
	var began, ended, kernel, user windows.Filetime
	if err := windows.GetProcessTimes(process, &began, &ended, &kernel, &user); err != nil {
		return 0, false, err
	}
	const stillActive = 259
	var code uint32
	if err := windows.GetExitCodeProcess(process, &code); err != nil {
		return 0, false, err
	}
	return uint64(began.HighDateTime)<<32 | uint64(began.LowDateTime), code == stillActive, nil
}

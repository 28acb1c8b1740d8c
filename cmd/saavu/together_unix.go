//go:build unix

package main

import (
	"os/exec"
	"syscall"
)

// together starts a command in a process group of its own, so that what it starts ends
// with it.
func together(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
}

//go:build !windows

package main

import (
	"os"
	"syscall"
)

// pipeEnded is the error of writing to a pipe whose reader has closed it.
const pipeEnded = syscall.EPIPE

// showsColours reports that a terminal shows escape codes as colours.
func showsColours(*os.File) bool { return true }

//go:build !windows

package main

import (
	"os"
	"syscall"
)

// pipeEnded is the error of writing to a pipe whose reader has gone.
const pipeEnded = syscall.EPIPE

// showsColours says that a terminal takes escapes as colours.
func showsColours(*os.File) bool { return true }

package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// pipeEnded is the error of writing to a pipe whose reader has closed it.
const pipeEnded = windows.ERROR_NO_DATA

// showsColours makes a Windows console show escape codes as colours and reports
// whether it can: an older one would print them as characters. The text itself needs
// nothing: Go passes it to a console as UTF-16, whatever code page is set.
func showsColours(file *os.File) bool {
	console := windows.Handle(file.Fd())
	var mode uint32
	if windows.GetConsoleMode(console, &mode) != nil {
		return false
	}
	return windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}

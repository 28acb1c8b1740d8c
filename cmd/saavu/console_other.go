//go:build !windows

package main

import "os"

// showsColours says that a terminal takes escapes as colours.
func showsColours(*os.File) bool { return true }

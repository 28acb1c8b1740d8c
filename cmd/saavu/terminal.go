package main

import (
	"io"
	"os"
	"strconv"

	"golang.org/x/term"
)

// colored reports whether to write colours: on a terminal, unless NO_COLOR is set.
func colored(w io.Writer) bool {
	return terminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && showsColours(w.(*os.File))
}

// columns is the width of lines in characters: that of COLUMNS if it is a whole number
// above 0, for a pipe too, else that of the terminal; 0 where it is not known.
func columns(w io.Writer) int {
	if _, file := w.(*os.File); !file { // not what a process prints
		return 0
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if !terminal(w) {
		return 0
	}
	wide, _, err := term.GetSize(int(w.(*os.File).Fd()))
	if err != nil {
		return 0
	}
	return wide
}

func terminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

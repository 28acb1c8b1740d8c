package plain

import (
	"strings"

	"saavu/internal/words"
)

// Terminal colours of changes.
const (
	Gain = "\x1b[38;5;37m"
	Lose = "\x1b[38;5;172m"
	Dim  = "\x1b[2m"
)

// Same stands for what does not change.
var Same = Cell{words.NoChange, Dim}

// Padded puts spaces after a text.
func Padded(text string, n int) string { return text + strings.Repeat(" ", max(0, n-Width(text))) }

// Terminal colours of rows.
const (
	Bold = "\x1b[1m"
	Red  = "\x1b[31m"
	End  = "\x1b[0m"
)

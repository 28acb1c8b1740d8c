package export

import (
	"saavu/internal/words"
	"strings"
)

// Terminal colours of changes.
const (
	gainTone = "\x1b[38;5;37m"
	loseTone = "\x1b[38;5;172m"
	dimTone  = "\x1b[2m"
)

// same stands for what does not change.
var same = cell{words.NoChange, dimTone}

// padded puts spaces after a text.
func padded(text string, n int) string { return text + strings.Repeat(" ", max(0, n-width(text))) }

// Terminal colours of rows.
const (
	bold  = "\x1b[1m"
	red   = "\x1b[31m"
	plain = "\x1b[0m"
)

package record

import (
	"bytes"
	"math"
)

// NoHeader is the message about a table whose first line is a row of data.
const NoHeader = "the first line looks like data: the table has no header"

// LooksLikeData reports whether names of columns seem to be the first row of a
// table without a header: all are numbers, or one has decimals. If all are
// years or ages they are names, and so are numbers next to words.
func LooksLikeData(names []string) bool {
	numbers, years, decimals := 0, 0, 0
	for _, name := range names {
		text := bytes.TrimSpace([]byte(name))
		if len(text) == 0 {
			return false
		}
		x, ok := Number(text, true)
		switch {
		case !ok:
			continue
		case x != math.Trunc(x):
			decimals++
		case x >= 1900 && x <= 2200:
			years++
		}
		numbers++
	}
	return decimals > 0 || numbers == len(names) && years < numbers
}

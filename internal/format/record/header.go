package record

import (
	"bytes"
	"math"
)

// NoHeader is how a table whose first line is a row is told.
const NoHeader = "the first line looks like data: the table has no header"

// LooksLikeData says whether names of columns seem to be the first row of a table
// without a header: all are numbers, or one has decimals. Years and ages alone are
// names, as are numbers beside words.
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

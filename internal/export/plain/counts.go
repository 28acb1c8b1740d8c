package plain

import (
	"time"

	"saavu/internal/words"
)

// Day writes a date as every file has it, year first; "–" for none.
func Day(t time.Time) string {
	if t.IsZero() {
		return words.Dash
	}
	return t.Format(time.DateOnly)
}

// SignedCount writes a change of contacts, hours or euros with its sign: "−1 970", "·" for
// none and "–" for what is not known. It is whole and not rounded further.
func SignedCount(v float64, w *words.Words) string { return w.SignedCount(v) }

// Counted writes a number of clients or contacts, "·" for none.
func Counted(v float64, w *words.Words) string {
	if v == 0 {
		return words.NoChange
	}
	return w.Spaced(v)
}

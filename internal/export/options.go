package export

import "saavu/internal/words"

// TableOptions are the choices of a printed table.
type TableOptions struct {
	Detail bool         // also print the other figures, each option's changes, known figures, parameter paths
	Color  bool         // colours of a terminal
	Words  *words.Words // nil is English
	Every  bool         // every screen of an overview, not only the first
	Width  int          // of the terminal, in characters; 0 if unknown
	Brief  bool         // leave out what concerns all services: rules, known figures, assumptions, notes
}

// page starts the page of a table.
func (o TableOptions) page() *page {
	return &page{w: words.OrEnglish(o.Words), color: o.Color, detail: o.Detail, columns: columns(o.Width)}
}

// columns returns the width of lines on a terminal: between 80 and lineWidth.
func columns(terminal int) int {
	if terminal <= 0 {
		return 0
	}
	return min(max(terminal, 80), lineWidth)
}

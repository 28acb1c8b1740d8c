package plain

import "saavu/internal/words"

// Options are the choices of a printed table.
type Options struct {
	Detail bool         // also print the other figures, each option's changes, known figures, parameter paths
	Color  bool         // colours of a terminal
	Words  *words.Words // nil is English
	Every  bool         // every screen of an overview, not only the first
	Width  int          // of the terminal, in characters; 0 if unknown
	Brief  bool         // leave out what concerns all services: rules, known figures, assumptions, notes
}

// Page starts the page of a table.
func (o Options) Page() *Page {
	return &Page{Words: words.OrEnglish(o.Words), Color: o.Color, Detail: o.Detail, Columns: Terminal(o.Width)}
}

// Terminal returns the width of lines on a terminal: between 80 and LineWidth.
func Terminal(terminal int) int {
	if terminal <= 0 {
		return 0
	}
	return min(max(terminal, 80), LineWidth)
}

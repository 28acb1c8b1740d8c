package inventory

import (
	"io"
	"strconv"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// Changes prints what options change, in the language of the words, English for nil.
// A change longer than a line continues below, with a deeper indent. The width is that of
// Table.
func Changes(out io.Writer, options []report.Option, width int, w *words.Words) error {
	p := &page{&plain.Page{Words: words.OrEnglish(w), Columns: plain.Terminal(width)}}
	for i := range options {
		o := &options[i]
		p.Write(plain.WrapTo(o.ID+": "+p.Words.Option(o)+", "+strconv.Itoa(o.Year), p.Width(), "", "  ")...)
		for _, change := range p.Words.Steps(o) {
			p.Write(plain.WrapTo(change, p.Width(), "  ", "    ")...)
		}
	}
	_, err := io.WriteString(out, p.String())
	return err
}

package export

import (
	"io"
	"strconv"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// OptionList prints what options change, in the language of the words, English for nil.
// A change longer than a line continues below, with a deeper indent. The width is that of
// ListTable.
func OptionList(out io.Writer, options []report.Option, width int, w *words.Words) error {
	p := &page{w: words.OrEnglish(w), columns: columns(width)}
	for i := range options {
		o := &options[i]
		p.write(wrapTo(o.ID+": "+p.w.Option(o)+", "+strconv.Itoa(o.Year), p.width(), "", "  ")...)
		for _, change := range p.w.Steps(o) {
			p.write(wrapTo(change, p.width(), "  ", "    ")...)
		}
	}
	_, err := io.WriteString(out, p.b.String())
	return err
}

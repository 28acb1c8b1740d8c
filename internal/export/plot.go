package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"saavu/internal/draw"
	"saavu/internal/plot"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// Picture is what Plot draws. Service is the id of a service; "" stands for all services,
// for kinds that show these. Options are ids; none stands for those of the first screen
// that differ. Size is "slide" or "page", PNG writes pixels instead of SVG.
type Picture struct {
	Kind    string
	Service string
	Options []string
	Size    string
	PNG     bool
}

// pngScale is how many pixels of a PNG stand for one of the drawing.
const pngScale = 1.0

// Plot writes one picture of the comparison. The same set gives the same bytes on every
// machine. It fails for what plot.Album.Sheet refuses, for an unknown service, option or
// size, and for errors of the writer.
func (s *Set) Plot(w io.Writer, p Picture) error {
	if err := s.check(); err != nil {
		return err
	}
	q := plot.Query{Kind: p.Kind, Service: -1}
	for i := range s.Report.Services {
		if s.Report.Services[i].ID == p.Service {
			q.Service = i
		}
	}
	if p.Service != "" && q.Service < 0 {
		return fmt.Errorf("no service %q", p.Service)
	}
	for _, id := range p.Options {
		k := slices.IndexFunc(s.Report.Options, func(o report.Option) bool { return o.ID == id })
		if k < 0 {
			return fmt.Errorf("no option %q", id)
		}
		q.Options = append(q.Options, k)
	}
	sizes := Sizes()
	if q.Format = draw.Format(slices.Index(sizes, p.Size)); q.Format < 0 {
		return fmt.Errorf("no size %q, expected %s", p.Size, strings.Join(sizes, " or "))
	}
	sheet, err := plot.NewAlbum(&s.Result, words.OrEnglish(s.Words)).Sheet(q)
	if err != nil {
		return err
	}
	if p.PNG {
		return sheet.Picture().PNG(w, pngScale)
	}
	return sheet.Picture().SVG(w)
}

// Sizes are the sizes of pictures, in the order of draw.Format.
func Sizes() []string { return []string{draw.Slide: "slide", draw.Page: "page"} }

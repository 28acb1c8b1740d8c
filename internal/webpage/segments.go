package webpage

import (
	"slices"

	"saavu/internal/board"
	"saavu/pkg/report"
)

// segments is the section of client segments: by service what the segments get in the
// reference of each screen, and in the options where that differs. Nil without segments.
func (p *page) segments() any {
	if p.Report.Segments == nil {
		return nil
	}
	var out []grid
	for i := range p.views {
		v := &p.views[i]
		t := grid{Heading: p.heading(v), Heads: []string{p.w.Text("page.segment")}, Notes: []string{p.w.Text("segments.how")}}
		for _, key := range board.SegmentColumns() {
			t.Heads = append(t.Heads, unbroken(p.w.Text("detail.head_"+key)))
		}
		for s := range p.Report.Services {
			was := p.segmentRows(v.Ref, &p.Report.Services[s])
			if was == nil {
				continue
			}
			t.Groups = append(t.Groups, gridGroup{board.ServiceName(p.w, &p.Report, s) + " · " + v.Head(), was})
			for _, k := range v.Options {
				is := p.segmentRows(k, &p.Report.Services[s])
				if !slices.EqualFunc(was, is, func(a, b gridRow) bool { return slices.Equal(a.Cells, b.Cells) }) {
					t.Groups = append(t.Groups, gridGroup{board.ServiceName(p.w, &p.Report, s) + " · " + v.Option(k), is})
				}
			}
		}
		if own := board.OwnWorker(p.w, &p.Report, append([]int{v.Ref}, v.Options...), func(k int) string { return p.w.Option(&p.Report.Options[k]) }); own != "" {
			t.Notes = append(t.Notes, own)
		}
		out = append(out, t)
	}
	return out
}

// segmentRows are the rows of a service in an option.
func (p *page) segmentRows(option int, v *report.Service) []gridRow {
	var out []gridRow
	for _, x := range board.SegmentRows(p.w, &p.Report, p.Report.Options[option].ID, v.ID) {
		out = append(out, gridRow{Name: x.Name, Deep: x.Deep, Cells: x.Cells})
	}
	return out
}

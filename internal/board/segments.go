package board

import (
	"math"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// SegmentColumns are the keys of the figures of a segment, in order.
func SegmentColumns() []string {
	return []string{"people", "wanted", "of_all", "percent", "remote", "hours"}
}

// SegmentRow is what a segment gets from a service, or below it, Deep, what it gets in a core
// process.
type SegmentRow struct {
	ID, Name string
	Deep     bool
	Cells    []string // by SegmentColumns
}

// SegmentRows lists what the segments get from a service in an option; nil without segments.
func SegmentRows(w *words.Words, r *report.Report, option, service string) []SegmentRow {
	list, all := r.SegmentsOf(option, service), 0.0
	for i := range list {
		all += list[i].Contacts
	}
	percent := func(v float64) string {
		if v-v != 0 {
			return words.Dash
		}
		return w.Fixed(100*v, 0)
	}
	cells := func(y *report.SegmentYear) []string {
		return []string{w.Count(y.People), w.Count(y.Contacts), percent(y.Contacts / all), percent(y.ServedShare()), percent(y.RemoteShare()), w.Count(y.StaffHours)}
	}
	var out []SegmentRow
	for i := range list {
		out = append(out, SegmentRow{ID: list[i].Segment, Name: w.Name(r.Segments[i].Names), Cells: cells(&list[i])})
		for k := range r.SegmentYears {
			y := &r.SegmentYears[k]
			if y.Option == option && y.Service == service && y.Segment == list[i].Segment && y.Process != "" {
				row := SegmentRow{ID: y.Segment + "/" + y.Process, Name: w.Term("process", y.Process), Deep: true, Cells: cells(y)}
				row.Cells[0] = ""
				out = append(out, row)
			}
		}
	}
	return out
}

// OwnWorker says which share of the contacts of those who need a named worker falls on the
// county's own points open all week, in some options; "" if no segment needs one. name names
// an option by its index.
func OwnWorker(w *words.Words, r *report.Report, options []int, name func(k int) string) string {
	var list []string
	for _, k := range options {
		if share := r.OwnWorker(r.Options[k].ID); !math.IsNaN(share) {
			list = append(list, w.Text("detail.near_option", "option", name(k), "share", w.Fixed(100*share, 0)))
		}
	}
	if list == nil {
		return ""
	}
	return w.Text("segments.own", "list", strings.Join(list, ", "))
}

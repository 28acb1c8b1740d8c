// Package timetables prints what feeds of timetables contain before anything is computed
// from them: on which days and hours vehicles run, what is left out, and which stops are
// far from streets. It only says what pkg/report holds.
package timetables

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// page is a page of text with what only this package writes.
type page struct{ *plain.Page }

// Table prints the feeds for people, in the language of the words, English for nil. Lines
// are no longer than width, between 80 and 100 characters; 0 gives 100.
func Table(out io.Writer, t *report.Transit, width int, color bool, w *words.Words) error {
	p := &page{&plain.Page{Words: words.OrEnglish(w), Color: color, Columns: plain.Terminal(width)}}
	for i := range t.Feeds {
		p.feed(&t.Feeds[i], t.Streets)
	}
	_, err := io.WriteString(out, p.String())
	return err
}

// feed prints one feed.
func (p *page) feed(f *report.FeedCheck, s *report.StreetCheck) {
	w := p.Words
	p.Heading(1, plain.Dotted(f.File, w.Text("transit.size", "stops", f.Stops, "routes", f.Routes, "trips", f.Trips), plain.OrDash(f.Zone)))
	p.Gap()
	if len(f.Days) == 0 || f.Usual == 0 {
		p.Paragraph(w.Text("transit.no_day"))
	} else {
		p.Paragraph(w.Text("transit.days", "first", plain.Day(f.First), "last", plain.Day(f.Last), "n", len(f.Days), "most", f.Usual, "day", plain.Day(f.Busiest)))
		if f.NearlyEmpty > 0 {
			p.Paragraph(w.Text("transit.empty", "n", f.NearlyEmpty, "all", len(f.Days), "least", int(math.Ceil(float64(f.Usual)/10))))
		}
		p.weeks(f)
		p.hours(f)
	}
	p.doubts(f)
	if s != nil {
		p.streets(f, s)
	}
}

// weeks prints the trips of every day, a week in each line; equal weeks stand in one line.
func (p *page) weeks(f *report.FeedCheck) {
	s := &plain.Sheet{Columns: []plain.Column{{Head: []string{p.Words.Text("transit_head.week")}}}, Most: p.Width()}
	for _, day := range strings.Fields(p.Words.Text("transit.weekdays")) {
		s.Columns = append(s.Columns, plain.Column{Head: []string{day}, Right: true})
	}
	monday := f.First.AddDate(0, 0, -(int(f.First.Weekday())+6)%7)
	var rows [][]string
	var weeks []int
	for from := monday; !from.After(f.Last); from = from.AddDate(0, 0, 7) {
		row := []string{plain.Day(from)}
		for d := range 7 {
			text := ""
			if at := int(from.AddDate(0, 0, d).Sub(f.First) / (24 * time.Hour)); at >= 0 && at < len(f.Days) {
				text = p.Words.Spaced(float64(f.Days[at]))
			}
			row = append(row, text)
		}
		if n := len(rows); n > 0 && fmt.Sprint(rows[n-1][1:]) == fmt.Sprint(row[1:]) {
			weeks[n-1]++
			continue
		}
		rows, weeks = append(rows, row), append(weeks, 1)
	}
	for i, row := range rows {
		if weeks[i] > 1 {
			row[0] += " " + p.Words.Text("transit.weeks", "n", weeks[i])
		}
		s.Add(row...)
	}
	p.Heading(2, p.Words.Text("transit.by_day"))
	p.Sheet(s)
}

// barWidth is the length of the longest bar of a chart, in characters.
const barWidth = 50

// hours prints the departures of the busiest day by hour, each with a bar.
func (p *page) hours(f *report.FeedCheck) {
	p.Heading(2, p.Words.Text("transit.by_hour", "day", plain.Day(f.Busiest)))
	first, last, most := -1, 0, 0
	for h, n := range f.Hours {
		if n > 0 {
			if first < 0 {
				first = h
			}
			last, most = h, max(most, n)
		}
	}
	for h := max(0, first); h <= last; h++ {
		n := f.Hours[h]
		bar := strings.Repeat("█", (n*barWidth+most/2)/max(1, most))
		p.Write(strings.TrimRight(fmt.Sprintf("%2d  %5s  %s", h, p.Words.Spaced(float64(n)), bar), " "))
	}
}

// doubts lists what is left out, and what has to be filled in or passed over.
func (p *page) doubts(f *report.FeedCheck) {
	w := p.Words
	var list []string
	for _, l := range f.Left {
		list = append(list, w.Text("transit.left", "n", l.N, "reason", report.Term{List: "transit_reason", Word: l.Reason}, "trip", l.Trip, "line", strconv.Itoa(l.Line)))
	}
	add := func(key string, n int) {
		if n > 0 {
			list = append(list, w.Text(key, "n", n, "all", f.StopTimes))
		}
	}
	add("transit.missing", f.Missing)
	add("transit.instant", f.Instant)
	add("transit.no_pickup", f.NoPickup)
	add("transit.blocks", f.Blocks)
	add("transit.headways", f.Headways)
	if f.Unread != nil {
		list = append(list, w.Text("transit.unread", "files", strings.Join(f.Unread, ", ")))
	}
	if list == nil {
		return
	}
	p.Heading(2, w.Text("transit.doubts"))
	for _, text := range list {
		p.line(text)
	}
}

// line prints a point of a list.
func (p *page) line(text string) { p.Write(plain.WrapTo(text, p.Width(), "", "  ")...) }

// shownStops is how many stops far from streets are listed.
const shownStops = 10

// streets lists stops far from every street.
func (p *page) streets(f *report.FeedCheck, s *report.StreetCheck) {
	w := p.Words
	p.Heading(2, w.Text("transit.streets", "files", strings.Join(s.Files, ", ")))
	far := w.Spaced(s.Far)
	if len(f.FarStops) == 0 {
		p.Paragraph(w.Text("transit.near", "far", far))
		return
	}
	p.Paragraph(w.Text("transit.far", "n", len(f.FarStops), "all", f.Stops, "far", far))
	for i, x := range f.FarStops {
		if i == shownStops {
			p.line(w.Text("transit.more", "n", len(f.FarStops)-shownStops))
			break
		}
		at := w.Text("transit.beyond")
		if !math.IsInf(x.Metres, 1) {
			at = w.Spaced(math.Round(x.Metres)) + w.Gap() + "m"
		}
		p.line(x.ID + ": " + plain.Dotted(x.Name, at))
	}
}

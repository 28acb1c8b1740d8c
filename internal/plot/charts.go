package plot

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// reach is who gets there in time, today and with options, of one service or of all that
// some option moves.
func (a *Album) reach(v *board.View, q *Query) (*draw.Sheet, error) {
	moved, _ := v.Strips()
	if q.Service >= 0 {
		moved = slices.DeleteFunc(moved, func(s board.ServiceStrips) bool { return s.Service != q.Service })
	}
	if len(moved) == 0 {
		return nil, errors.New("no option changes who gets there in time: there is nothing to draw")
	}
	d := &draw.Dumbbell{Axis: perCent(), NameHead: a.W.Text("page.reach_head"), ValueHead: a.W.Text("page.reach_share")}
	var desc []string
	for i := range moved {
		of := &moved[i]
		today := percentOf(of.Strips[0].Share)
		for n := range of.Strips {
			s := &of.Strips[n]
			row := draw.DumbbellRow{Today: today, Option: percentOf(s.Share), Low: math.NaN(), High: math.NaN(), Value: a.W.Share(report.Exact(s.Share.V))}
			if !s.Share.Usable() {
				row.Value = words.Dash
			}
			if n == 0 {
				row.Name, row.Strong, row.Option = v.Short(of.Service), true, math.NaN()
				if limit := a.Report.Services[of.Service].LimitMin; limit.Known {
					row.Note = a.W.Text("page.minutes", "minutes", math.Round(limit.V*10)/10)
				}
			} else {
				row.Name = v.Names(s.Options)
			}
			if low, high := a.W.Share(report.Exact(s.Share.Lo)), a.W.Share(report.Exact(s.Share.Hi)); a.Report.Networks > 0 && s.Share.Usable() && low != high {
				row.Low, row.High, row.Range = 100*s.Share.Lo, 100*s.Share.Hi, a.W.Text("span_short", "low", low, "high", high)
				d.RangeHead = a.W.Text("page.reach_span")
			}
			desc = append(desc, row.Name+": "+row.Value+" %.")
			d.Rows = append(d.Rows, row)
		}
	}
	s := a.sheet(a.W.Text("page.reach"), v, said(desc), nil)
	s.Means, s.Panels = a.means(q.Service), nil
	for _, part := range halves(d, q.Format) {
		s.Panels = append(s.Panels, draw.Panel{Of: part})
	}
	if q.Service >= 0 {
		s.Title = a.service(q.Service) + ": " + a.W.Text("plot.reach")
	}
	row := []draw.Item{{Key: draw.RingKey, Text: name(v, v.Ref)}, {Key: draw.DotKey, Color: draw.Light.Gain, Text: a.W.Text("page.reach_more")}, {Key: draw.DiamondKey, Color: draw.Light.Lose, Text: a.W.Text("page.reach_fewer")}}
	if d.RangeHead != "" {
		row = append(row, draw.Item{Key: draw.BandKey, Text: a.W.Text("page.reach_range", "networks", a.Report.Networks)})
	}
	s.Legend = &draw.Legend{Rows: [][]draw.Item{row}}
	return s, nil
}

// mostStrips is how many strips a slide shows in one column with letters that a room can
// read.
const mostStrips = 14

// halves are the strips in two columns of about the same length where a slide needs
// them; services stay whole.
func halves(d *draw.Dumbbell, format draw.Format) []*draw.Dumbbell {
	if format != draw.Slide || len(d.Rows) <= mostStrips {
		return []*draw.Dumbbell{d}
	}
	cut := 0
	for i, row := range d.Rows {
		if row.Strong && i > 0 && (cut == 0 || max(i, len(d.Rows)-i) < max(cut, len(d.Rows)-cut)) {
			cut = i
		}
	}
	if cut == 0 {
		return []*draw.Dumbbell{d}
	}
	first, second := *d, *d
	first.Rows, second.Rows = d.Rows[:cut], d.Rows[cut:]
	return []*draw.Dumbbell{&first, &second}
}

// sheet is a sheet of one chart.
func (a *Album) sheet(title string, v *board.View, desc string, of draw.Drawing) *draw.Sheet {
	return &draw.Sheet{Title: title, Under: a.under(v), Desc: desc, Panels: []draw.Panel{{Of: of}}}
}

// perCent is an axis from 0 to 100 per cent.
func perCent() draw.Axis {
	x := draw.Axis{From: 0, To: 100}
	for at := 0; at <= 100; at += 25 {
		x.Ticks = append(x.Ticks, draw.Tick{At: float64(at), Text: strconv.Itoa(at) + " %"})
	}
	return x
}

// percentOf is a share in per cent; NaN if it is not known.
func percentOf(r report.Range) float64 {
	if !r.Usable() {
		return math.NaN()
	}
	return 100 * r.V
}

// euros is the change of the county's and the residents' euros line by line, of each
// option.
func (a *Album) euros(v *board.View, q *Query) (*draw.Sheet, error) {
	if len(v.Options) == 0 {
		return nil, errors.New("there is no option to compare: there is no change of euros to draw")
	}
	bills := v.Bills()
	if q.Service >= 0 {
		return nil, errors.New("euros are those of all services: leave out --service")
	}
	means := a.W.Text("plot.euros_means", "reference", name(v, v.Ref))
	if q.Options == nil { // those that change nothing are left out, and those that find no room are named
		bills = slices.DeleteFunc(bills, func(b board.Bill) bool { return len(b.Payers[0].Lines)+len(b.Payers[1].Lines) == 0 })
		var left []string
		for i := mostPanels; i < len(bills); i++ {
			left = append(left, v.Option(bills[i].Option))
		}
		if left != nil {
			means += " " + a.W.Text("plot.left_out", "options", left)
			bills = bills[:mostPanels]
		}
	}
	if err := crowded(len(bills), "options"); err != nil {
		return nil, err
	}
	s := a.sheet(a.W.Text("plot.euros"), v, "", nil)
	s.Means, s.Panels = means, nil
	var falls []*draw.Waterfall
	var desc []string
	for i := range bills {
		b := &bills[i]
		w := &draw.Waterfall{}
		for p := range b.Payers {
			w.Blocks = append(w.Blocks, a.payer(&b.Payers[p]))
			desc = append(desc, v.Option(b.Option)+", "+a.W.Text("page.payer."+b.Payers[p].Payer)+": "+a.W.Change(b.Payers[p].Sum)+".")
		}
		falls = append(falls, w)
		note := ""
		if money := a.W.Change(report.Exact(b.OneOff)); money != words.NoChange {
			note = a.W.Text("page.costs_one_off", "money", money)
		}
		s.Panels = append(s.Panels, draw.Panel{Head: v.Option(b.Option), Note: note, Of: w})
	}
	draw.Align(falls...)
	s.Desc = said(desc)
	s.Legend = &draw.Legend{Rows: [][]draw.Item{{{Key: draw.Swatch, Color: draw.Light.More, Text: a.W.Text("page.costs_more")}, {Key: draw.Swatch, Color: draw.Light.Less, Text: a.W.Text("page.costs_less")}, {Key: draw.Swatch, Color: draw.Light.Ink, Text: a.W.Text("page.costs_sum")}}}}
	return s, nil
}

// payer is the lines of one payer.
func (a *Album) payer(b *board.PayerBill) draw.WaterfallBlock {
	out := draw.WaterfallBlock{Head: a.W.Text("page.payer." + b.Payer)}
	line := func(name string, money report.Range, value string) draw.WaterfallLine {
		l := draw.WaterfallLine{Name: name, Value: money.V, Text: value}
		if !money.Known {
			l.Value = math.NaN()
		}
		return l
	}
	for _, l := range b.Lines {
		name := a.W.Text("page.costs_other")
		if l.Kind != "" {
			name = a.W.Term("line", l.Kind)
		}
		x := line(words.Capital(name), l.Money, a.W.Change(report.Exact(l.Money.V)))
		if l.From > 0 {
			x.Note = a.W.Text("page.costs_from", "year", report.Year(l.From))
		}
		out.Lines = append(out.Lines, x)
	}
	out.Sum = line(a.W.Text("page.costs_sum"), b.Sum, a.W.Change(report.Exact(b.Sum.V)))
	if text := a.W.Change(b.Sum); !b.Sum.Known {
		out.Sum.Text = words.Dash
	} else if strings.Contains(text, "…") {
		out.Sum.Under = text
	}
	return out
}

// stations is load and capacity by station in the reference and in one option: the one
// that is named, or the one that changes most visits.
func (a *Album) stations(v *board.View, q *Query) (*draw.Sheet, error) {
	option := v.MostChanged(q.Service)
	switch {
	case len(v.Options) > 1 && q.Options != nil:
		return nil, fmt.Errorf("%d options: stations are drawn for the reference and one option, name one", len(v.Options))
	case len(v.Options) == 1:
		option = v.Options[0]
	case q.Options != nil:
		option = -1 // the reference alone
	}
	list := v.Stations(q.Service)
	c := &draw.Stations{NameHead: a.W.Text("services.station"), Columns: []string{name(v, v.Ref)}}
	if option >= 0 {
		list, _ = v.StationsOf(q.Service, option)
		c.Columns = append(c.Columns, v.Option(option))
	}
	c.TailHead = a.W.Text("plot.held_back")
	if len(list) == 0 {
		return nil, fmt.Errorf("service %s has no stations", a.Report.Services[q.Service].ID)
	}
	var desc []string
	for i := range list {
		s := &list[i]
		row := draw.StationRow{Name: s.Name, Tail: v.Bind(s.Load()), Cells: []draw.StationCell{a.station(v, s.Was, "services.not_today")}}
		if option >= 0 {
			row.Cells = append(row.Cells, a.station(v, s.Is, "service.closed"))
			if s.Is == nil {
				row.Tail = words.Dash
			}
		}
		text := row.Name + ":"
		for n, cell := range row.Cells {
			text += " " + c.Columns[n] + " " + strings.TrimSpace(cell.Missing+cell.Text+" "+cell.Note)
		}
		desc = append(desc, text+".")
		c.Rows = append(c.Rows, row)
	}
	s := a.sheet(a.service(q.Service)+": "+a.W.Text("plot.stations"), v, said(desc), c)
	s.Means = a.W.Text("plot.stations_means")
	s.Legend = &draw.Legend{Rows: [][]draw.Item{{{Key: draw.Swatch, Color: draw.Light.Given, Text: a.W.Text("services.given")}, {Key: draw.HatchKey, Text: a.W.Text("services.undone")}}}}
	return s, nil
}

// station is the year of one station; missing is the key of what stands where it has
// none.
func (a *Album) station(v *board.View, l *report.PointLoad, missing string) draw.StationCell {
	if l == nil {
		return draw.StationCell{Missing: a.W.Text(missing)}
	}
	if math.IsNaN(l.Seen) || math.IsNaN(l.Load) {
		why := a.W.Term("cause", string(l.Reason.Cause))
		if why == "" {
			why = words.Dash
		}
		return draw.StationCell{Missing: why}
	}
	given := v.Given(l)
	return draw.StationCell{Wanted: l.Load, Given: l.Seen, Text: given[0], Note: given[2]}
}

package webpage

import (
	"strconv"
	"strings"

	"saavu/internal/board"
	"saavu/pkg/report"
)

// shownMoves is the number of sources of uncertainty that the page shows.
const shownMoves = 8

// sure is how sure the figures are.
type sure struct {
	Lead    []string
	Moves   []moveRow
	Odds    []oddsTable
	NoOdds  string // why there are none
	Apart   string // the known figures in a sentence
	Checks  []checkRow
	Fitted  []string // names of known figures that the model was fitted to
	Cannot  []string // what cannot be concluded from the data
	Unknown []string // parameters
	Notes   []string
}

// moveRow is a source of uncertainty.
type moveRow struct {
	board.Moves
	Trace, RangeTrace string
}

// checkRow is a known figure.
type checkRow struct {
	board.CheckRow
	Trace [3]string // of the known figure, the model's and their ratio
}

// oddsTable is the odds of one screen.
type oddsTable struct {
	Heading, Caption string
	Options          []string
	Blocks           []oddsBlock
}

// oddsBlock is the rows of one count. Euros are lower or higher, not better or worse.
type oddsBlock struct {
	Title string
	Euros bool
	Rows  []oddsLine
}

// oddsLine is the odds of each option.
type oddsLine struct {
	Name  string
	Cells []oddsCell
}

// oddsCell is in how many draws an option is better and in how many worse; the draws
// are 0 where it is not known.
type oddsCell struct {
	report.Chance
	Trace string
}

// sure fills the section.
func (p *page) sure() any {
	r := &p.Report
	out := sure{Lead: p.ranges(), Unknown: r.Unknown, Notes: p.notes(), Cannot: p.cannot()}
	for _, m := range board.Heaviest(p.w, r, shownMoves) {
		row := moveRow{Moves: m, Trace: traced("options", m.Option, "movers", m.Path, "swing"), RangeTrace: traced("assumptions", m.Path)}
		if m.Service != "" {
			row.Trace = traced("services", m.Service, "rows", m.Option, "movers", m.Path, "swing")
		}
		if m.Value == "" { // several parameters: their number
			row.RangeTrace = strings.TrimSuffix(row.Trace, "swing") + "paths/#"
		}
		out.Moves = append(out.Moves, row)
	}
	for i := range p.views {
		if t := p.odds(i); t != nil {
			out.Odds = append(out.Odds, *t)
		}
	}
	if out.Odds == nil {
		out.NoOdds = p.w.Text("sure.no_odds")
		if r.Draws == 0 && r.Networks == 0 {
			out.NoOdds = p.w.Text("sure.not_drawn")
		}
	}
	out.Apart = p.w.Text("sure.no_checks")
	for i, c := range board.Checks(p.w, r) {
		if c.Fitted {
			out.Fitted = append(out.Fitted, c.What)
			continue
		}
		at := func(key string) string { return traced("checks", strconv.Itoa(i), key) }
		out.Checks = append(out.Checks, checkRow{c, [3]string{at("known"), at("model"), at("ratio")}})
	}
	if len(r.Checks) > 0 {
		out.Apart = board.Apart(p.w, r.Checks)
	}
	return out
}

// notes are the notes on the data, without the ids of facilities that they also name.
func (p *page) notes() []string {
	list := board.Notes(p.w, &p.Report)
	if len(p.Counties) == 0 {
		return list
	}
	facilities := p.Counties[0].Network.Facilities
	for i := range list {
		for f := range facilities {
			list[i] = strings.ReplaceAll(list[i], " ("+facilities[f].ID+")", "")
		}
	}
	return list
}

// ranges says what the ranges are of.
func (p *page) ranges() []string {
	r := &p.Report
	if r.Draws == 0 {
		return []string{p.w.Text("sure.no_draws"), p.w.Text("sure.limits", "step", report.LimitStep)}
	}
	ranged := 0
	for i := range r.Used {
		if r.Used[i].Ranged {
			ranged++
		}
	}
	out := []string{p.w.Text("sure.draws", "draws", r.Draws, "ranged", ranged, "all", len(r.Used))}
	return append(out, board.Networks(p.w, r), p.w.Text("sure.limits", "step", report.LimitStep))
}

// odds are in how many draws the options of a screen are better; nil if no draw differs.
func (p *page) odds(screen int) *oddsTable {
	v := &p.views[screen]
	t := oddsTable{Caption: p.w.Text("sure.odds")}
	if t.Heading = p.heading(v); t.Heading != "" {
		t.Caption += ", " + t.Heading
	}
	for _, k := range v.Options {
		t.Options = append(t.Options, v.Option(k))
	}
	last := -1
	for _, row := range v.Odds() {
		kind := min(row.Count, 2) // the euros of both payers are one block
		if kind != last {
			t.Blocks, last = append(t.Blocks, oddsBlock{Title: p.oddsTitle(kind), Euros: kind == 2}), kind
		}
		line := oddsLine{Name: row.Name}
		for i, k := range v.Options {
			line.Cells = append(line.Cells, oddsCell{row.Cells[i], p.oddsTrace(&row, k)})
		}
		b := &t.Blocks[len(t.Blocks)-1]
		b.Rows = append(b.Rows, line)
	}
	if t.Blocks == nil {
		return nil
	}
	return &t
}

// oddsTitle says what the rows of a count are of.
func (p *page) oddsTitle(count int) string {
	key := [...]string{"sure.odds_people", "sure.odds_visits", "sure.odds_euros"}[count]
	n := p.Report.Draws
	if count == 0 {
		n = p.Report.Networks
	}
	return p.w.Text(key, "n", n)
}

// cannot lists what cannot be concluded from the data: the loads of stations, and rules that rest
// on shares of areas.
func (p *page) cannot() []string {
	var out []string
	r := &p.Report
	for _, basis := range []report.LoadBasis{report.LoadsFitted, report.LoadsDerived} {
		var of []string
		for s := range r.Services {
			if r.Services[s].Loads == basis {
				of = append(of, p.views[0].Short(s))
			}
		}
		if of != nil {
			out = append(out, p.w.Text("sure.of", "text", p.w.Text("loads."+string(basis)), "services", of))
		}
	}
	for _, b := range r.Options[0].Breaches {
		if b.Verdict == "not identified" {
			out = append(out, board.Breach(p.w, b, true, false))
		}
	}
	return out
}

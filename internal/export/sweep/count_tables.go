package sweep

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// countTables prints the four counts of the options of a report in several cases: for
// each count a table with the cases down and the options across. Counts that no case
// moves are named in same instead.
type countTables struct {
	*page
	r       *report.Report
	options []int // in the report
	labels  []string
	rows    [][]report.SweepRow // by case, then by option
	euros   string              // key of the text under euros

	chart     bool // draw the figures below each table
	differing bool // leave out the cases in which a table's figures are those of the first

	same []string
}

// print writes the tables. With services it prints their four counts; without, people
// and visits of every service that the cases move, and the euros of all services.
func (c *countTables) print(services []string) {
	reference := c.reference()
	euros := func(service string, county, homes func(report.SweepRow) report.Range) {
		under := c.Words.Text(c.euros, "service", service, "reference", reference)
		c.table(c.Words.Text("sweep.county"), service, under, county, c.hundredths)
		c.table(c.Words.Text("sweep.homes"), service, under, homes, c.hundredths)
	}
	for s := range c.r.Services {
		if len(services) > 0 && !slices.Contains(services, c.r.Services[s].ID) {
			continue
		}
		name := c.Words.Name(c.r.Services[s].Short.Or(c.r.Services[s].Names))
		c.table(c.Words.Text("block.there"), name, c.Words.Text("sweep.people_of", "service", name), func(row report.SweepRow) report.Range { return row.Services[s].GetsThere }, c.tenths)
		c.table(c.Words.Text("block.visits"), name, c.Words.Text("sweep.visits_of", "service", name), func(row report.SweepRow) report.Range { return row.Services[s].Visits }, c.count)
		if len(services) > 0 {
			euros(name, func(row report.SweepRow) report.Range { return row.Services[s].County }, func(row report.SweepRow) report.Range { return row.Services[s].Homes })
		}
	}
	if len(services) == 0 {
		euros(c.Words.Text("sweep.all"), func(row report.SweepRow) report.Range { return row.County }, func(row report.SweepRow) report.Range { return row.Homes })
	}
}

// reference names what the euros are compared with.
func (c *countTables) reference() string {
	for _, o := range c.options[1:] {
		if c.r.Options[o].Against != c.options[0] {
			return c.Words.Text("sweep.own")
		}
	}
	return c.Words.ShortOption(&c.r.Options[c.options[0]])
}

// table writes the table of one count, or notes that no case moves it.
func (c *countTables) table(title, service, under string, of func(report.SweepRow) report.Range, print func(report.Range) string) {
	if c.moves(of) {
		c.Gap()
		if plain.Width(title)+2+plain.Width(under) <= c.Width() {
			c.Write(c.Toned(plain.Bold, title) + "  " + c.Toned(plain.Dim, under))
		} else {
			c.Write(c.Toned(plain.Bold, title))
			c.Paragraph(under)
		}
		c.block(of, print)
		return
	}
	if k := slices.IndexFunc(c.same, func(text string) bool { return strings.HasPrefix(text, title+" (") }); k >= 0 {
		c.same[k] = strings.TrimSuffix(c.same[k], ")") + ", " + service + ")"
	} else {
		c.same = append(c.same, title+" ("+service+")")
	}
}

// moves reports whether any case changes a count of any option.
func (c *countTables) moves(of func(report.SweepRow) report.Range) bool {
	return slices.ContainsFunc(c.rows, func(rows []report.SweepRow) bool { return c.differs(rows, of) })
}

// differs reports whether a count of any option is another one than in the first case.
func (c *countTables) differs(rows []report.SweepRow, of func(report.SweepRow) report.Range) bool {
	for i := range c.options {
		first, x := of(c.rows[0][i]), of(rows[i])
		if x.Known != first.Known || x.Usable() && math.Abs(x.V-first.V) > 1e-9*math.Max(1, math.Abs(first.V)) {
			return true
		}
	}
	return false
}

// block writes the figures of one count, and the chart. Options that do not fit next
// to each other follow below.
func (c *countTables) block(of func(report.SweepRow) report.Range, print func(report.Range) string) {
	name := 0
	if c.chart {
		name = plain.Width(c.Words.Text("sweep.chart"))
	}
	for _, label := range c.labels {
		name = max(name, plain.Width(label))
	}
	fit := max(1, min((c.Width()-name)/leastColumn, len(c.options)))
	each := min((c.Width()-name)/fit, 14)
	at := 0
	for options := range slices.Chunk(c.options, fit) {
		c.columnHeads(options, name, each)
		for k, rows := range c.rows {
			if c.differing && k > 0 && !c.differs(rows, of) {
				continue
			}
			line := plain.Padded(c.labels[k], name)
			for i := range options {
				line += c.right(print(of(rows[at+i])), each)
			}
			c.Write(strings.TrimRight(line, " "))
		}
		if c.chart {
			line := plain.Padded(c.Words.Text("sweep.chart"), name)
			for i := range options {
				line += c.right(c.spark(of, at+i, each-1), each)
			}
			c.Write(c.Toned(plain.Dim, strings.TrimRight(line, " ")))
		}
		at += len(options)
	}
}

// columnHeads writes the names of options above their columns.
func (c *countTables) columnHeads(options []int, name, width int) {
	columns := plain.Heads(options, func(o int) string { return c.Words.ShortOption(&c.r.Options[o]) }, width-1)
	for at := range columns[0] {
		line := plain.Padded("", name)
		for _, column := range columns {
			line += c.right(column[at], width)
		}
		c.Write(strings.TrimRight(line, " "))
	}
}

// right puts spaces before a text.
func (c *countTables) right(text string, n int) string {
	return strings.Repeat(" ", max(1, n-plain.Width(text))) + text
}

// sparks are the steps of a chart, from low to high.
var sparks = []rune("▁▂▃▄▅▆▇█")

// spark draws an option's values, at most as many as there is room for, on the scale
// of all options of the block.
func (c *countTables) spark(of func(report.SweepRow) report.Range, option, room int) string {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, rows := range c.rows {
		for i := range rows {
			if x := of(rows[i]); x.Usable() {
				lo, hi = min(lo, x.V), max(hi, x.V)
			}
		}
	}
	n := min(len(c.rows), room)
	out := make([]rune, n)
	for k := range out {
		x := of(c.rows[k*(len(c.rows)-1)/max(1, n-1)][option])
		if out[k] = '·'; x.Usable() {
			out[k] = sparks[int(math.Round((x.V-lo)/(hi-lo)*float64(len(sparks)-1)))]
		}
	}
	return string(out)
}

// tenths writes a share in per cent with one decimal.
func (p *page) tenths(x report.Range) string {
	if !x.Usable() {
		return words.Dash
	}
	return p.Words.Fixed(100*x.V, 1)
}

func (p *page) count(x report.Range) string {
	if !x.Usable() {
		return words.Dash
	}
	return p.Words.Count(x.V)
}

// hundredths writes euros in hundredths of a million with their sign.
func (p *page) hundredths(x report.Range) string {
	if !x.Usable() {
		return words.Dash
	}
	return p.Words.Signed(x.V/1e6, 2)
}

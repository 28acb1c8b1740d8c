package board

import (
	"math"

	"saavu/internal/words"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// Block is a part of the decision table: who gets there in time, visits, euros or rules.
type Block struct {
	Key   string // of its title in the catalog of words
	Title string
	Sub   string // what its figures are, parts separated by " · "
	Short string // Sub for narrow lines, with all that a figure cannot be read without
	Facts []any  // names and values of what the figures are, for another text than Sub
	Rows  []Row
}

// Kind is what a row of the decision table is about.
type Kind int

// The kinds of rows.
const (
	Reach       Kind = iota // who gets there in time, of a service
	PartWeek                // of these, who only at places open a part of the week
	Heading                 // above the rows that follow it
	MostPeople              // the most people in one of all services
	Visits                  // visits that can be given, of a service
	SameEuros               // all services together at today's euros, in hours of clients
	Money                   // euros a year
	NewBreaches             // rules
)

// Row is a line of the decision table: the reference, and each of the options.
type Row struct {
	Kind    Kind
	Key     string // of its name in the catalog of words; "" for a service
	Name    string
	Narrow  string           // Name for narrow columns
	Service int              // index; -1 for all services
	Limit   float64          // time limit in minutes; NaN for none
	Group   population.Group // target group of a service
	Ref     string           // the figure of the reference; "" for none
	RefPart report.Range     // the share that Ref writes; unknown for none
	RefWide string           // a figure of the reference that only wide tables print; "" for none
	Cells   []Cell           // by option
}

// State is how a figure of an option relates to that of the reference.
type State int

// The states.
const (
	Same    State = iota // no change
	Unknown              // no number
	Differs
)

// Tone is whom a change is good for.
type Tone int

// The tones.
const (
	Neutral Tone = iota
	Gain
	Lose
	Law // breaks a law
)

// Cell is the figure of one option. Gains and losses stand apart.
type Cell struct {
	State State
	Moves []Move
}

// Move is one change in a cell.
type Move struct {
	Share  string // the figure after all changes; "" where it is not printed
	Arrow  string // "▲" or "▼"; "" for none
	Number string // the size of the change, or the text of the cell; "" where only Low and High are known
	Low    string // low and high, worst first, in place of Number where there is no room for both; "" for a narrow range
	High   string
	Ends   []End    // Low and High in full where they are short forms; nil for others
	Middle string   // the value between Low and High where wide tables print it too
	Rules  []string // the names of the rules that are newly broken
	Tone   Tone     // Neutral where the change is no clear difference
	Of     float64  // size of the change as a share of those concerned; NaN where there is no such share
}

// Unclear reports whether a change of people or visits is no clear difference: it stands as
// its low and high alone.
func (m *Move) Unclear() bool { return m.Ends != nil && m.Number == "" }

// Full writes the size of a change and, where the range is wide, its low and high.
func (m *Move) Full(w *words.Words) string {
	if m.Ends == nil {
		return m.Number
	}
	low, high := m.Ends[0].Number, m.Ends[1].Number
	if m.Arrow == "▼" {
		low, high = high, low
	}
	return m.Number + " (" + low + w.Text("to") + high + ")"
}

// End is the low or the high end of a change.
type End struct {
	Arrow  string // "▲" or "▼"; "" for no change
	Number string
}

// unclear is a change whose range covers zero, more being better. share is the figure
// after all changes.
func (v *View) unclear(share string, low, high, of float64) Move {
	return Move{Share: share, Low: v.W.Way(low), High: v.W.Way(high), Ends: []End{v.end(low), v.end(high)}, Of: of}
}

// directed is a change with one direction, more being better: its size, and its low and high
// where the range is wide. share is the figure after all changes.
func (v *View) directed(share string, change report.Range, of float64) Move {
	m := Move{Share: share, Arrow: "▲", Number: v.W.Count(change.V), Tone: Gain, Of: of}
	if change.V < 0 {
		m.Arrow, m.Tone = "▼", Lose
	}
	if low, high := v.W.Way(change.Lo), v.W.Way(change.Hi); change.Wide() && low != high {
		m.Low, m.High, m.Ends = low, high, []End{v.end(change.Lo), v.end(change.Hi)}
	}
	return m
}

// end writes one end of a change in full, rounded as on the terminal; one that rounds to nobody is no change.
func (v *View) end(change float64) End {
	switch {
	case math.Abs(change) < LeastPeople:
		return End{Number: "0"}
	case change < 0:
		return End{"▼", v.W.Bound(change)}
	}
	return End{"▲", v.W.Bound(change)}
}

// Table gives the decision table of some of the options.
func (v *View) Table(part []int) []Block {
	period := []any{"period", v.W.Term("period", v.R.Period)}
	there := Block{Key: "block.there", Sub: v.W.Text("block.there_sub", period...), Short: v.W.Text("block.there_short", period...), Facts: period}
	visits := Block{Key: "block.visits", Sub: v.W.Text("block.visits_sub"), Short: v.W.Text("block.visits_short")}
	for s := range v.R.Services {
		there.Rows = append(there.Rows, v.reach(s, part))
		there.Rows = append(there.Rows, v.partWeek(s, part)...)
		visits.Rows = append(visits.Rows, v.visits(s, part))
	}
	there.Rows = append(there.Rows, v.mostPeople(part)...)
	visits.Rows = append(visits.Rows, v.sameEuros(part)...)
	out := []Block{there, visits, v.euros(part), v.rules(part)}
	for b := range out {
		out[b].Title = v.W.Text(out[b].Key)
	}
	return out
}

// row starts a row of a service.
func (v *View) row(kind Kind, service int) Row {
	s := &v.R.Services[service]
	r := Row{Kind: kind, Name: v.Short(service), Narrow: v.Short(service), Service: service, Limit: math.NaN(), Group: s.Group}
	if kind == Reach && s.LimitMin.Known {
		r.Limit = s.LimitMin.V
	}
	return r
}

// named starts a row with a name of the catalog of words, for columns of any width or
// with another one for narrow columns.
func (v *View) named(kind Kind, key, narrow string) Row {
	return Row{Kind: kind, Key: key, Name: v.W.Text(key), Narrow: v.W.Text(narrow), Service: -1, Limit: math.NaN()}
}

// heading is a row above those that follow it.
func (v *View) heading(key string) Row { return v.named(Heading, key, key) }

// Whole writes a share in whole per cent without its range.
func (v *View) Whole(share report.Range) string {
	share.Lo, share.Hi = share.V, share.V
	return v.W.Share(share)
}

// of is a part of a whole; NaN for an empty one.
func of(part, whole float64) float64 {
	if whole <= 0 {
		return math.NaN()
	}
	return math.Abs(part) / whole
}

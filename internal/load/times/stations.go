package times

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// zigzag is the ratio of a line's length in the order of its stops to its length
// from end to end above which the order looks wrong.
const zigzag = 1.5

// stop is one row of a table of rail lines.
type stop struct {
	seq, row int
	station  int
}

// railLines reads the rail lines of a table with one row per stop. The stops of
// a line are ordered by seq, or without that column by row. headway_min applies
// to all hours, except that headway_midday_min, if the column exists, applies
// to midday.
func railLines(t *input.Table) ([]travel.Station, []travel.Line) {
	var stations []travel.Station
	var rail []travel.Line
	var stops [][]stop // by line
	known, lines := map[string]int{}, map[string]int{}
	for i := range t.Rows {
		at, ok := t.Point(i)
		headway := t.Amount(i, "headway_min", 0)
		midday := t.Amount(i, "headway_midday_min", headway)
		seq, numbered := seq(t, i)
		if ok && headway <= 0 {
			t.Wrong(i, "headway_min", "minutes above 0", "")
		}
		if !ok || !numbered || headway <= 0 {
			continue
		}
		name, id := t.Get(i, "line"), t.Get(i, "station")
		s, seen := known[id]
		if !seen {
			s = len(stations)
			known[id] = s
			stations = append(stations, travel.Station{Name: id, At: at})
		} else if stations[s].At != at {
			t.Wrong(i, "station", "the same coordinates for a station on all rows", "another row has other coordinates")
		}
		l, seen := lines[name]
		if !seen {
			l = len(rail)
			lines[name] = l
			rail, stops = append(rail, travel.Line{Name: name, HeadwayRush: headway, HeadwayMidday: midday}), append(stops, nil)
		} else if rail[l].HeadwayRush != headway || rail[l].HeadwayMidday != midday {
			t.Wrong(i, "headway_min", "one headway for a line", "its first row has "+strconv.FormatFloat(rail[l].HeadwayRush, 'g', -1, 64))
		}
		stops[l] = append(stops[l], stop{seq: seq, row: i, station: s})
	}
	for l := range rail {
		order(t, rail[l].Name, stops[l])
		for _, s := range stops[l] {
			rail[l].Stations = append(rail[l].Stations, s.station)
		}
		checkOrder(t, &rail[l], stations)
	}
	return sortedRail(stations, rail)
}

// sortedRail puts stations and lines in the order of their names: that of the rows means
// nothing.
func sortedRail(stations []travel.Station, rail []travel.Line) ([]travel.Station, []travel.Line) {
	order, at := make([]int, len(stations)), make([]int, len(stations))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return strings.Compare(stations[i].Name, stations[j].Name) })
	out := make([]travel.Station, len(stations))
	for k, i := range order {
		out[k], at[i] = stations[i], k
	}
	for l := range rail {
		for k, s := range rail[l].Stations {
			rail[l].Stations[k] = at[s]
		}
	}
	slices.SortStableFunc(rail, func(a, b travel.Line) int { return strings.Compare(a.Name, b.Name) })
	return out, rail
}

// seq reads the position of a stop on its line, by default the row number.
func seq(t *input.Table, row int) (int, bool) {
	if !t.Has("seq") {
		return row, true
	}
	n, err := strconv.Atoi(t.Get(row, "seq"))
	if err != nil {
		t.Wrong(row, "seq", "a whole number, the position of the stop on its line", "")
	}
	return n, err == nil
}

// order sorts the stops of a line by number. A repeated number is a problem.
// Rows in another order and gaps in the numbers are noted.
func order(t *input.Table, line string, stops []stop) {
	if !t.Has("seq") {
		return
	}
	bySeq := func(a, b stop) int { return cmp.Or(cmp.Compare(a.seq, b.seq), cmp.Compare(a.row, b.row)) }
	if !slices.IsSortedFunc(stops, bySeq) {
		t.Reader.Note("%s: the rows of line %s are in another order than seq, which is used", source.Base(t.Name), line)
		slices.SortFunc(stops, bySeq)
	}
	step := math.MaxInt
	for k, s := range stops[1:] {
		if s.seq == stops[k].seq {
			t.Wrong(s.row, "seq", "each number once on a line", problem.RowHas(t.Lines[stops[k].row]))
		}
		step = min(step, s.seq-stops[k].seq)
	}
	for k, s := range stops[1:] {
		if step > 0 && s.seq-stops[k].seq > step {
			t.Reader.Note("%s: line %s has no stop between seq %d and %d, so it runs directly between them", source.Base(t.Name), line, stops[k].seq, s.seq)
		}
	}
}

// checkOrder notes a line that goes back and forth: it is much longer than the same
// stops in order from one end to the other.
func checkOrder(t *input.Table, l *travel.Line, stations []travel.Station) {
	far := func(a, b int) float64 {
		return math.Hypot(stations[a].At[0]-stations[b].At[0], stations[a].At[1]-stations[b].At[1])
	}
	long := func(order []int) float64 {
		sum := 0.0
		for k := 1; k < len(order); k++ {
			sum += far(order[k-1], order[k])
		}
		return sum
	}
	least, from := math.Inf(1), slices.Clone(l.Stations)
	for _, end := range l.Stations {
		along := slices.Clone(from)
		slices.SortStableFunc(along, func(a, b int) int { return cmp.Compare(far(end, a), far(end, b)) })
		least = min(least, long(along))
	}
	if now := long(l.Stations); now > zigzag*least {
		hint := ""
		if !t.Has("seq") {
			hint = ", or add the column seq"
		}
		t.Reader.Note("%s: line %s is %.1f km long in the order of its stops but %.1f km from end to end; check the order%s", source.Base(t.Name), l.Name,
			now/1000, least/1000, hint)
	}
}

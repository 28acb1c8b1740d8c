package board

import (
	"cmp"
	"math"
	"slices"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// Classes are the classes of a map of minutes: the last whole minute of each of the
// first four. The next has all longer times, the last the cells that reach no place.
// Limit is the number of classes that are in time; 0 if the limit is not known.
type Classes struct {
	To    [4]int
	Limit int
}

// Beyond and Nowhere are the last two classes of minutes: over the longest bound, and
// no place reached.
const (
	Beyond = 4 + iota
	Nowhere
)

// openLimit gives classes to a service without a known time limit, in minutes.
const openLimit = 30

// ClassesOf are the classes of a service, the same in all options: half the limit, the
// limit, one and a half and twice the limit. A limit that is no whole number is rounded
// down, as times are rounded up.
func ClassesOf(s *report.Service) Classes {
	limit := float64(openLimit)
	if s.LimitMin.Usable() && s.LimitMin.V >= 2 {
		limit = s.LimitMin.V
	}
	c := Classes{To: [4]int{int(limit / 2), int(limit), int(1.5 * limit), int(2 * limit)}}
	if s.LimitMin.Usable() && s.LimitMin.V >= 2 {
		c.Limit = 2
	}
	return c
}

// Of is the class of a cell's minutes; -1 where nobody lives or outside the county.
func (c Classes) Of(minutes int32) int {
	switch {
	case minutes == report.Unreached:
		return Nowhere
	case minutes < 0:
		return -1
	}
	for i, to := range c.To {
		if int(minutes) <= to {
			return i
		}
	}
	return Beyond
}

// The classes of a change of minutes.
const (
	NowInTime = iota
	Shorter
	AsLong
	Longer
	NotInTime
)

// LeastMinutes is the shortest change of a journey that is a class of its own.
const LeastMinutes = 2

// Change is the class of a change from minutes before to minutes now; -1 where one of
// the two is no cell of the county. Who crosses the limit counts, however short the
// change is: the tables count them too.
func (c Classes) Change(before, now int32) int {
	was, is := c.Of(before), c.Of(now)
	if was < 0 || is < 0 {
		return -1
	}
	if c.Limit > 0 && (was < c.Limit) != (is < c.Limit) {
		if is < c.Limit {
			return NowInTime
		}
		return NotInTime
	}
	long := func(m int32) int32 {
		if m == report.Unreached {
			return math.MaxInt32 / 2
		}
		return m
	}
	switch d := long(now) - long(before); {
	case d <= -LeastMinutes:
		return Shorter
	case d >= LeastMinutes:
		return Longer
	}
	return AsLong
}

// MinuteNames are the names of the classes of minutes, Beyond and Nowhere included.
func MinuteNames(w *words.Words, c Classes) []string {
	out := []string{w.Text("map_up_to", "to", c.To[0])}
	for i := 1; i < len(c.To); i++ {
		out = append(out, w.Text("map_between", "from", c.To[i-1]+1, "to", c.To[i]))
	}
	return append(out, w.Text("map_over", "from", c.To[len(c.To)-1]), w.Text("map_unreached"))
}

// LimitName is the line between the classes that are in time and those that are not.
func LimitName(w *words.Words, s *report.Service) string {
	return w.Text("map.limit", "minutes", math.Round(s.LimitMin.V*10)/10)
}

// ChangeNames are the names of the classes of a change.
func ChangeNames(w *words.Words) []string {
	out := make([]string, NotInTime+1)
	for class, key := range [...]string{NowInTime: "map.now_in_time", Shorter: "map.shorter", AsLong: "map.as_long", Longer: "map.longer", NotInTime: "map.not_in_time"} {
		out[class] = w.Text(key, "minutes", LeastMinutes)
	}
	return out
}

// The sizes of a cell on maps, by how many people of the target group live there.
const (
	Few = iota
	Some
	Many
)

// Shares of the target group that the cells of few and of some people hold together.
const (
	fewHold  = 0.03
	someHold = 0.15
)

// Sizes gives each cell its size: the cells with fewest people, which hold 3 % of the
// group together, are small, those that hold the next 12 % are middle. Cells with the
// same number of people have the same size. A cell without people has -1.
func Sizes(people []float64) []int {
	order := make([]int, 0, len(people))
	all := 0.0
	for i, n := range people {
		if n > 0 {
			order = append(order, i)
			all += n
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(people[a], people[b]) })
	out := make([]int, len(people))
	for i := range out {
		out[i] = -1
	}
	sum := 0.0
	for from := 0; from < len(order); {
		n := people[order[from]]
		to := from
		for to < len(order) && people[order[to]] == n {
			to++
		}
		sum += n * float64(to-from)
		size := Many
		switch {
		case sum <= fewHold*all:
			size = Few
		case sum <= someHold*all:
			size = Some
		}
		for _, i := range order[from:to] {
			out[i] = size
		}
		from = to
	}
	return out
}

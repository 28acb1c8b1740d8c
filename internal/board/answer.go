package board

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// SmallChange is written for a change that is no clear difference.
const SmallChange = "≈0"

// Answer gives the sentences above the tables: new breaches of law, whom the options
// bring within the time limit and whom they take beyond it, the visits left undone,
// and the county's euros. One option alone is answered by service.
func (v *View) Answer() []string {
	var out []string
	add := func(key string, list []int, values ...any) {
		if len(list) > 0 {
			out = append(out, v.W.Text(key, append([]any{"options", v.Names(list)}, values...)...))
		}
	}
	if len(v.Options) == 1 {
		if k := v.Options[0]; Gravest(&v.R.Options[k]) == LawBroken {
			add("answer.law", v.Options)
		}
		return append(out, v.Sentences(v.Options[0])...)
	}
	var law, gain, lose, both, unclear, neither, less, maybe []int
	up, down := map[int]float64{}, map[int]float64{}
	for _, k := range v.Options {
		counts := false // a change that is a clear difference
		for s := range v.R.Services {
			row, need := &v.R.Services[s].Rows[k], v.R.Services[s].Rows[v.Ref].Need.V
			up[k], down[k] = math.Max(up[k], row.Gain.V), math.Max(down[k], row.Lose.V)
			counts = counts || row.Gain.Direction() > 0 || row.Lose.Direction() > 0
			less, maybe = with(less, k, Undone(row, need) > 0), with(maybe, k, mayBeUndone(row, need))
		}
		switch {
		case up[k] == 0 && down[k] == 0:
			neither = append(neither, k)
		case !counts:
			unclear = append(unclear, k)
		case up[k] > 0 && down[k] > 0:
			both = append(both, k)
		case up[k] > 0:
			gain = append(gain, k)
		default:
			lose = append(lose, k)
		}
		if Gravest(&v.R.Options[k]) == LawBroken {
			law = append(law, k)
		}
	}
	most := func(list []int, of map[int]float64) string {
		top := 0.0
		for _, k := range list {
			top = math.Max(top, of[k])
		}
		return v.W.Count(top)
	}
	add("answer.law", law)
	add("answer.gain", gain, "gain", most(gain, up))
	add("answer.lose", lose, "lose", most(lose, down))
	add("answer.both", both, "gain", most(both, up), "lose", most(both, down))
	add("answer.unclear", unclear)
	add("answer.neither", neither)
	add("answer.undone", less)
	add("answer.undone_unclear", slices.DeleteFunc(maybe, func(k int) bool { return slices.Contains(less, k) }))
	return append(out, v.costs()...)
}

// with adds an option to a list, once, if a condition holds.
func with(list []int, k int, holds bool) []int {
	if holds && !slices.Contains(list, k) {
		return append(list, k)
	}
	return list
}

// mayBeUndone reports whether an option leaves more visits undone at the parameters'
// values, over 1 % of a need, whether or not the draws agree.
func mayBeUndone(row *report.Row, need float64) bool {
	more := -row.VisitsChange.V
	return row.VisitsChange.Usable() && more >= LeastVisits && more > need/100
}

// costs names the options that cost the county least and most.
func (v *View) costs() []string {
	known := slices.DeleteFunc(slices.Clone(v.Options), func(k int) bool { return !v.R.Network[k].County.Known })
	if len(known) == 0 {
		if len(v.Options) == 0 {
			return nil
		}
		return []string{v.W.Text("answer.unknown")}
	}
	order := func(a, b int) int { return cmp.Compare(v.R.Network[a].County.Clear(), v.R.Network[b].County.Clear()) }
	least, most := slices.MinFunc(known, order), slices.MaxFunc(known, order)
	low, high := v.Clear(v.R.Network[least].County), v.Clear(v.R.Network[most].County)
	switch {
	case low == SmallChange && high == low:
		return []string{v.W.Text("answer.euros_unclear")}
	case low == words.NoChange && high == low:
		return []string{v.W.Text("answer.euros_none")}
	case low == high:
		return []string{v.W.Text("answer.euros_alike", "low", low)}
	}
	return []string{v.W.Text("answer.euros", "low", strings.Replace(low, words.NoChange, "0", 1), "least", v.Names([]int{least}),
		"high", strings.Replace(high, words.NoChange, "0", 1), "most", v.Names([]int{most}))}
}

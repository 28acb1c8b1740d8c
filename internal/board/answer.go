package board

import (
	"cmp"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// SmallChange is written for a change that is no clear difference.
const SmallChange = "≈0"

// Answer gives the sentences above the tables, everywhere in this order: new breaches of
// law, whom the options bring within the time limit and whom they take beyond it, the
// visits left undone, and the county's euros. One option alone is answered by service.
// What else changes a reading of them are the Asides.
func (v *View) Answer() []string {
	var out []string
	if broken := slices.DeleteFunc(slices.Clone(v.Options), func(k int) bool { return Gravest(&v.R.Options[k]) != LawBroken }); len(broken) > 0 {
		out = append(out, v.W.Text("answer.law", "options", v.Names(broken)))
	}
	if len(v.Options) == 1 {
		return slices.Concat(out, v.Sentences(v.Options[0]), v.harmonised())
	}
	return slices.Concat(out, v.crossings(), v.leftUndone(), v.costs(), v.harmonised())
}

// crossings says in one sentence of which options people come within the time limit, fall
// outside it or both, with the most in one service, and of which none clearly do; in one
// each if that is true of all options.
func (v *View) crossings() []string {
	said := map[string]*grouping{}
	for _, k := range v.Options {
		key, detail := v.crossing(k)
		if said[key] == nil {
			said[key] = v.alike()
		}
		said[key].add(k, detail)
	}
	var moved, still, out []string
	for _, key := range []string{"answer.gain", "answer.both", "answer.lose"} {
		if said[key] != nil {
			moved = append(moved, said[key].bare())
		}
	}
	for _, key := range [][2]string{{"answer.unclear", "answer.unclear_of"}, {"answer.neither", "answer.neither_of"}} {
		if list := said[key[0]]; list != nil {
			out = append(out, v.W.Text(key[0], "options", list.text()))
			still = append(still, v.W.Text(key[1], "options", list.text()))
		}
	}
	if moved == nil {
		return out
	}
	return []string{v.W.Text("answer.moves", "options", strings.Join(append(moved, still...), "; "))}
}

// crossing states whether people come within the time limit in an option (answer.gain),
// fall outside it (answer.lose), both, neither or neither clearly, and how many in the
// service where most do.
func (v *View) crossing(k int) (key, detail string) {
	clear := false // some change is a clear difference
	var gain, lose report.Range
	for s := range v.R.Services {
		row := &v.R.Services[s].Rows[k]
		clear = clear || row.Gain.Direction() > 0 || row.Lose.Direction() > 0
		if row.Gain.V > gain.V {
			gain = row.Gain
		}
		if row.Lose.V > lose.V {
			lose = row.Lose
		}
	}
	up, down := "▲"+v.W.Sized(gain), "▼"+v.W.Sized(lose)
	switch {
	case gain.V == 0 && lose.V == 0:
		return "answer.neither", ""
	case !clear:
		return "answer.unclear", ""
	case lose.V == 0:
		return "answer.gain", up
	case gain.V == 0:
		return "answer.lose", down
	}
	return "answer.both", up + " " + down
}

// leftUndone says in one sentence which options leave over 1 % more of a service undone,
// and which probably do, with the most visits in one service; none for no option. An option
// is named once, by its largest loss: what else it leaves undone stands below the tables.
func (v *View) leftUndone() []string {
	sure, probably := v.alike(), v.alike()
	for _, k := range v.Options {
		var most [2]report.Range
		for s := range v.R.Services {
			row, need := &v.R.Services[s].Rows[k], v.R.Services[s].Rows[v.Ref].Need.V
			if more := minus(row.VisitsChange); Undone(row, need) > most[0].V {
				most[0] = report.Exact(more.V)
			} else if mayBeUndone(row, need, true) && more.V > most[1].V {
				most[1] = report.Exact(more.V)
			}
		}
		switch {
		case most[1].V > most[0].V:
			probably.add(k, "▼"+v.W.Sized(most[1]))
		case most[0].V > 0:
			sure.add(k, "▼"+v.W.Sized(most[0]))
		}
	}
	switch sure, probably := sure.bare(), probably.bare(); {
	case probably == "" && sure == "":
		return nil
	case sure == "":
		return []string{v.W.Text("answer.undone_probably", "options", probably)}
	case probably == "":
		return []string{v.W.Text("answer.undone", "options", sure)}
	default:
		return []string{v.W.Text("answer.undone", "options", sure+"; "+v.W.Text("answer.probably", "options", probably))}
	}
}

// costs names the options that cost the county least and most at the parameters' values,
// with their ranges, or says that no option changes its euros, or none clearly.
func (v *View) costs() []string {
	known := slices.DeleteFunc(slices.Clone(v.Options), func(k int) bool { return !v.R.Network[k].County.Known })
	if len(known) == 0 {
		if len(v.Options) == 0 {
			return nil
		}
		return []string{v.W.Text("answer.unknown")}
	}
	order := func(a, b int) int { return cmp.Compare(v.R.Network[a].County.V, v.R.Network[b].County.V) }
	least, most := slices.MinFunc(known, order), slices.MaxFunc(known, order)
	said := func(k int) string {
		if text := v.W.Change(v.R.Network[k].County); text != words.NoChange {
			return text
		}
		return "0"
	}
	alike := func(as int) []int {
		return slices.DeleteFunc(slices.Clone(known), func(k int) bool { return said(k) != said(as) })
	}
	clear := func(k int) bool { return v.R.Network[k].County.Sign() != 0 && said(k) != "0" }
	switch same := alike(least); {
	case len(same) == len(known) && said(least) == "0":
		return []string{v.W.Text("answer.euros_none")}
	case !slices.ContainsFunc(known, clear):
		return []string{v.W.Text("answer.euros_unclear", "money", v.W.Change(v.ends(known)))}
	case len(same) == len(known):
		return []string{v.W.Text("answer.euros_alike", "low", said(least))}
	}
	return []string{v.W.Text("answer.euros", "low", said(least), "least", v.Names(alike(least)), "high", said(most), "most", v.Names(alike(most)))}
}

// ends is from the lowest to the highest that the county's euros of some options may be.
func (v *View) ends(options []int) report.Range {
	out := v.R.Network[options[0]].County
	for _, k := range options {
		out.Lo, out.Hi = min(out.Lo, v.R.Network[k].County.Lo), max(out.Hi, v.R.Network[k].County.Hi)
	}
	return out
}

package board

import (
	"cmp"
	"slices"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// SmallChange is written for a change that is no clear difference.
const SmallChange = "≈0"

// Answer gives the sentences above the tables, everywhere in this order: new breaches of
// law and of the county's own rules, in which option the most people come within the time
// limit, fall outside it and lose the last place within it, and the most visits are left
// undone, and the county's euros. One option alone is answered by service.
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

// crossings says in which option the most people come within the time limit, and in which
// the most fall outside it, without a car and even by car, with the service; or that nobody
// does, or clearly does, in any option.
func (v *View) crossings() []string {
	gain := v.top(func(row *report.Row) report.Range { return surely(row.Gain) })
	lose := v.top(func(row *report.Row) report.Range { return surely(row.Lose) })
	last := v.top(func(row *report.Row) report.Range { return report.Exact(Shown(row.LoseLast)) })
	if last.options != nil && slices.Equal(last.options, lose.options) && last.service == lose.service {
		lose.figure, last = v.W.Text("answer.also_by_car", "lose", lose.figure, "n", last.figure), peak{}
	}
	var out []string
	switch {
	case gain.options != nil && lose.options != nil:
		out = append(out, v.W.Text("answer.both", "gain", v.said(gain), "lose", v.said(lose)))
	case gain.options != nil:
		out = append(out, v.W.Text("answer.gain", "gain", v.said(gain)))
	case lose.options != nil:
		out = append(out, v.W.Text("answer.lose", "lose", v.said(lose)))
	default:
		out = v.still()
	}
	if last.options != nil {
		out = append(out, v.W.Text("answer.lose_last", "options", v.said(last)))
	}
	return out
}

// peak is the largest figure of one service, and the options that have it.
type peak struct {
	value           float64
	service, figure string
	options         []int
}

// top finds the largest of a figure, and the options in which it reads the same; no options
// if it is above zero in none.
func (v *View) top(of func(row *report.Row) report.Range) peak {
	most, best, each := 0.0, peak{}, make(map[int]peak)
	for _, k := range v.Options {
		large := 0.0
		for s := range v.R.Services {
			if n := of(&v.R.Services[s].Rows[k]); n.V > large {
				large, each[k] = n.V, peak{n.V, v.Short(s), v.W.Sized(n), nil}
			}
		}
		if large > most {
			most, best = large, each[k]
		}
	}
	for _, k := range v.Options {
		if p, some := each[k]; some && p.service == best.service && p.figure == best.figure {
			best.options = append(best.options, k)
		}
	}
	return best
}

// said names the options of a peak, its service and its figure.
func (v *View) said(p peak) string {
	return v.Names(p.options) + " (" + p.service + " " + p.figure + ")"
}

// still names the options in which nobody clearly crosses the time limit of a service, and
// those in which nobody does.
func (v *View) still() []string {
	var unclear, nobody []int
	for _, k := range v.Options {
		if slices.ContainsFunc(v.R.Services, func(s report.Service) bool { return s.Rows[k].Gain.V > 0 || s.Rows[k].Lose.V > 0 }) {
			unclear = append(unclear, k)
		} else {
			nobody = append(nobody, k)
		}
	}
	var out []string
	if unclear != nil {
		out = append(out, v.W.Text("answer.unclear", "options", v.Names(unclear)))
	}
	if nobody != nil {
		out = append(out, v.W.Text("answer.neither", "options", v.Names(nobody)))
	}
	return out
}

// leftUndone says in which option the most visits more are certainly left undone, with the
// service, and in which as many or more probably are; none for no option.
func (v *View) leftUndone() []string {
	of := func(certain bool) peak {
		return v.top(func(row *report.Row) report.Range {
			if more, sure := Undone(row); sure == certain {
				return report.Exact(more)
			}
			return report.Range{}
		})
	}
	switch sure, probably := of(true), of(false); {
	case sure.options == nil && probably.options == nil:
		return nil
	case sure.options == nil:
		return []string{v.W.Text("answer.undone_probably", "options", v.said(probably))}
	case probably.options != nil && probably.value >= sure.value:
		return []string{v.W.Text("answer.undone_both", "probably", v.said(probably), "sure", v.said(sure))}
	default:
		return []string{v.W.Text("answer.undone", "options", v.said(sure))}
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

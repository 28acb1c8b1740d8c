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
// law and of the county's own rules, who comes within the time limit, who falls outside it
// and who loses the last place, the visits left undone, and the county's euros. One option
// alone is answered by service.
// What else changes a reading of them are the Asides.
func (v *View) Answer() []string {
	var out []string
	if broken := slices.DeleteFunc(slices.Clone(v.Options), func(k int) bool { return Gravest(&v.R.Options[k]) != LawBroken }); len(broken) > 0 {
		out = append(out, v.W.Text("answer.law", "options", v.Names(broken)))
	}
	if len(v.Options) == 1 {
		return append(out, v.Sentences(v.Options[0])...)
	}
	if broken := slices.DeleteFunc(slices.Clone(v.Options), func(k int) bool { return Gravest(&v.R.Options[k]) != OwnBroken }); len(broken) > 0 {
		out = append(out, v.W.Text("answer.own", "options", v.Names(broken)))
	}
	return slices.Concat(out, v.crossings(), v.leftUndone(), v.costs())
}

// crossings says in one sentence each of which options people come within the time limit,
// fall outside it and lose the last place within it, with the most in one service, and of
// which nobody clearly does.
func (v *View) crossings() []string {
	var out []string
	for _, said := range []struct {
		key string
		of  func(row *report.Row) report.Range
	}{
		{"answer.gain", func(row *report.Row) report.Range { return surely(row.Gain) }},
		{"answer.lose", func(row *report.Row) report.Range { return surely(row.Lose) }},
		{"answer.lose_last", func(row *report.Row) report.Range { return report.Exact(Shown(row.LoseLast)) }},
	} {
		list := v.alike()
		for _, k := range v.Options {
			if text := v.most(k, said.of); text != "" {
				list.add(k, text)
			}
		}
		if list.options != nil {
			out = append(out, v.W.Text(said.key, "options", list.text()))
		}
	}
	var unclear, nobody []int
	for _, k := range v.Options {
		switch moved, clear := v.moved(k); {
		case !moved:
			nobody = append(nobody, k)
		case !clear:
			unclear = append(unclear, k)
		}
	}
	for _, still := range []struct {
		key     string
		options []int
	}{{"answer.unclear", unclear}, {"answer.neither", nobody}} {
		if still.options != nil {
			out = append(out, v.W.Text(still.key, "options", v.Names(still.options)))
		}
	}
	return out
}

// most names the service in which a figure of an option is largest, with the figure; "" if
// it is above zero in none.
func (v *View) most(k int, of func(row *report.Row) report.Range) string {
	most, text := 0.0, ""
	for s := range v.R.Services {
		if n := of(&v.R.Services[s].Rows[k]); n.V > most {
			most, text = n.V, v.Short(s)+" "+v.W.Sized(n)
		}
	}
	return text
}

// moved reports whether anyone comes within the time limit of a service in an option or
// falls outside it, and whether that is a clear difference in some service.
func (v *View) moved(k int) (some, clear bool) {
	for s := range v.R.Services {
		row := &v.R.Services[s].Rows[k]
		some = some || row.Gain.V > 0 || row.Lose.V > 0
		clear = clear || surely(row.Gain).V > 0 || surely(row.Lose).V > 0
	}
	return some, clear
}

// leftUndone says in one sentence which options leave more visits undone, and which probably
// do, with the most in one service; none for no option. An option is named once, by its
// largest loss: the others stand below the tables.
func (v *View) leftUndone() []string {
	sure, probably := v.alike(), v.alike()
	for _, k := range v.Options {
		most, list := 0.0, sure
		for s := range v.R.Services {
			if more, certain := Undone(&v.R.Services[s].Rows[k]); more > most {
				most, list = more, probably
				if certain {
					list = sure
				}
			}
		}
		if most > 0 {
			list.add(k, v.most(k, func(row *report.Row) report.Range { more, _ := Undone(row); return report.Exact(more) }))
		}
	}
	switch sure, probably := sure.text(), probably.text(); {
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

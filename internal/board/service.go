package board

import (
	"math"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// State gives the sentences about a service in the reference: who gets there, and which
// part of the visits can be given.
func (v *View) State(service int) string {
	s := &v.R.Services[service]
	row := &s.Rows[v.Ref]
	name := v.W.Text("service.today")
	if ref := &v.R.Options[v.Ref]; len(ref.Steps) > 0 || ref.Year != v.R.Year {
		name = v.W.Option(ref) + ":"
	}
	var out []string
	switch {
	case !row.GetsThere.Usable() || !s.LimitMin.Known:
		out = append(out, v.W.Text("service.nobody", "name", name))
	default:
		out = append(out, v.W.Text("service.there", "name", name, "share", v.Whole(row.GetsThere), "minutes", math.Round(s.LimitMin.V*10)/10, "own", v.Whole(row.OwnModes)))
		if row.WorstArea != "" {
			out[0] += v.W.Text("service.fewest", "area", v.W.Worst(row), "share", v.Whole(row.WorstShare))
		}
		out[0] += "."
	}
	switch {
	case !row.Need.Known || row.Need.V <= 0:
	case row.Served.Known:
		out = append(out, v.W.Text("service.visits", "share", v.Whole(row.Served), "visits", v.W.Count(row.Need.V)))
	default:
		out = append(out, v.W.Text("service.visits_unknown", "visits", v.W.Count(row.Need.V)))
	}
	return strings.Join(out, " ")
}

// Ranged says what the ranges of a service are of, and which parameter moves who gets
// there and what can be served most.
func (v *View) Ranged(service int) string {
	if v.R.Draws <= 0 {
		return v.W.Text("ranges_none")
	}
	text := v.W.Text("service.ranged", "draws", v.R.Draws) + " " + Networks(v.W, v.R)
	for _, what := range []string{"gets there", "can be served"} {
		for _, m := range v.R.Services[service].Rows[v.Ref].Movers {
			if m.What == what {
				name, between := Source(v.W, v.R, &m.Source, false)
				text += " " + v.W.Text("service.moved", "what", v.W.Term("mover", what), "parameter", name, "range", between)
				break
			}
		}
	}
	return text
}

// Networks says whether the ranges of who gets there are of drawn networks.
func Networks(w *words.Words, r *report.Report) string {
	if r.Networks <= 0 {
		return w.Text("networks_undrawn")
	}
	return w.Text("networks", "networks", r.Networks)
}

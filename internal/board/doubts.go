package board

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// Moves is a source of uncertainty and the largest change that it makes alone, of all
// services and options, when it goes from its low to its high.
type Moves struct {
	Name    string
	Value   string // with its unit; "" for parameters that share a draw
	Between string // low to high in the unit of Value, or how many parameters go together
	Kind    string // of the source: assumption, derived, source or document
	Ref     string // its reference, as the county file states it, in English only
	What    string // the service, the result and the option that it changes most
	Apart   string // by how much
	Path    string // of the parameter; of several the first
	Service string // id; "" for all
	Option  string // id of the option whose result it is

	weight float64
}

// Heaviest lists the n sources that move a result most. A hundredth of a share weighs
// as much as 0.1 M€ a year.
func Heaviest(w *words.Words, r *report.Report, n int) []Moves {
	found := map[string]Moves{}
	look := func(option, service int, m *report.Mover) {
		weight := math.Abs(m.Swing) / 0.01
		if m.Unit != "share" {
			weight = math.Abs(m.Swing) / 1e5
		}
		if weight <= found[m.Draw()].weight {
			return
		}
		found[m.Draw()] = moves(w, r, option, service, m, weight)
	}
	for k := range r.Options {
		for s := range r.Services {
			for m := range r.Services[s].Rows[k].Movers {
				look(k, s, &r.Services[s].Rows[k].Movers[m])
			}
		}
	}
	for k := range r.Options { // what moves no service as much
		for m := range r.Options[k].Movers {
			look(k, -1, &r.Options[k].Movers[m])
		}
	}
	out := make([]Moves, 0, len(found))
	for _, m := range found {
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b Moves) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.Path, b.Path)) })
	return out[:min(n, len(out))]
}

func moves(w *words.Words, r *report.Report, option, service int, m *report.Mover, weight float64) Moves {
	a := Used(r, m.Path)
	out := Moves{Kind: w.Term("source", a.Flag), Ref: a.Ref, What: w.Term("mover", m.What), Path: m.Path, Option: r.Options[option].ID, weight: weight}
	out.Name, _ = Source(w, r, &m.Source, false)
	if w.Language() != lang.English { // the reference is a text of the county, in English
		out.Ref = ""
	}
	if m.Together() {
		out.Between = w.Text("sure.together", "n", len(m.Paths))
	} else {
		out.Value, out.Between = worded(w, a.V, a.Unit), unitless(w, m.Lo, m.Hi, a.Unit)
	}
	if service >= 0 {
		v := &r.Services[service]
		out.Service, out.What = v.ID, w.Name(v.Short.Or(v.Names.Every(v.Name)))+", "+out.What
	}
	out.What += " (" + w.ShortOption(&r.Options[option]) + ")"
	if out.Apart = w.Change(report.Exact(math.Abs(m.Swing))); m.Unit == "share" {
		out.Apart = Points(w, math.Abs(m.Swing))
	} else if out.Apart != words.NoChange {
		out.Apart = strings.TrimPrefix(out.Apart, "+") + w.Gap() + w.Text("millions")
	}
	return out
}

// worded writes a value of a parameter with its unit.
func worded(w *words.Words, v float64, unit string) string {
	same := Between(w, v, v, unit)
	_, rest, _ := strings.Cut(same, w.Text("to"))
	return rest
}

// unitless writes a low and a high without their unit.
func unitless(w *words.Words, lo, hi float64, unit string) string {
	if unit == "share" {
		lo, hi = 100*lo, 100*hi
	}
	return Between(w, lo, hi, "")
}

// Points writes a difference of shares in whole percentage points.
func Points(w *words.Words, of float64) string {
	n, key := w.Fixed(100*of, 0), "points_apart"
	if n == "1" {
		key = "point_apart"
	}
	return w.Text(key, "n", n)
}

// CheckRow is a known figure of the real world next to the model's.
type CheckRow struct {
	What, Known, Model, Unit, Ratio, Source string
	Verdict                                 string // in a word
	Reason                                  string // why a difference is accepted; "" if it is not or there is none
	Off                                     bool   // they differ by over 10 % and no reason is given
	Fitted                                  bool   // the model was made to give the known figure
}

// Checks lists the known figures.
func Checks(w *words.Words, r *report.Report) []CheckRow {
	var out []CheckRow
	for i := range r.Checks {
		c := &r.Checks[i]
		row := CheckRow{What: w.Name(c.Names.Every(c.What)), Model: w.Amount(c.Model), Known: w.Amount(c.Known), Unit: w.Unit(c.Unit),
			Ratio: w.Fixed(c.Ratio, 2), Source: w.Name(c.Sources.Every(c.Source)), Verdict: w.Text("check_ok"), Off: c.Off && c.Waived == "", Fitted: c.Fitted}
		switch {
		case c.Fitted:
			row.Verdict = w.Text("check_fitted", "decay", c.Decay)
		case c.Off && c.Waived != "":
			row.Verdict, row.Reason = w.Text("check_waived"), w.Name(c.Reasons.Every(c.Waived))
		case c.Off && c.Ratio < 1:
			row.Verdict = w.Text("check_low")
		case c.Off:
			row.Verdict = w.Text("check_high")
		}
		switch c.Unit {
		case "share of contacts":
			row.Model, row.Known, row.Unit = w.Percent(c.Model), w.Percent(c.Known), w.Text("check_share")
		case "contacts":
			row.Unit = w.Text("check_months", "n", c.Counts.Months)
		case "contacts/person/year":
			row.Unit = w.Text("check_rate")
		}
		out = append(out, row)
	}
	return out
}

// Apart returns how many known figures the model misses by more than 10 %, and
// which, with the model's figure divided by the known one.
func Apart(w *words.Words, list []report.Check) string {
	var off []string
	waived, fitted := 0, 0
	for _, c := range list {
		switch {
		case c.Fitted:
			fitted++
		case c.Off && c.Waived != "":
			waived++
		case c.Off:
			off = append(off, w.Name(c.Names.Every(c.What))+" ×"+w.Fixed(c.Ratio, 2))
		}
	}
	var parts []string
	switch {
	case len(off) > 0:
		parts = append(parts, w.Text("checks_off", "n", len(off), "all", len(list)-fitted, "list", off))
	case len(list) > waived+fitted || waived == 0:
		parts = append(parts, w.Text("checks_fit", "all", len(list)-waived-fitted))
	}
	if waived > 0 && parts == nil {
		parts = append(parts, w.Text("checks_waived_only", "n", waived))
	} else if waived > 0 {
		parts = append(parts, w.Text("checks_waived", "n", waived))
	}
	if fitted > 0 {
		parts = append(parts, w.Text("checks_fitted", "n", fitted))
	}
	return strings.Join(parts, "; ")
}

package app

import (
	"fmt"
	"math"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// english writes errors.
var english = words.In(lang.English)

// Targets lists the targets of Missed.
func Targets() []string { return []string{"breach", "law", "worse"} }

// Missed lists which options miss a target, one reason per line. The targets are
//
//	breach  no rule is newly broken, or broken more than today
//	law     no law is newly broken, or broken more than today
//	worse   in no service do more people lose than gain, and in none can a
//	        smaller share be served, in whole per cent
func Missed(r *report.Report, target string) []string {
	var out []string
	for i := range r.Options {
		o := &r.Options[i]
		if target == "worse" {
			out = append(out, worse(r, i)...)
			continue
		}
		for _, b := range o.Breaches {
			if b.Verdict == "breach" && (target == "breach" || b.Severity == report.Law) {
				out = append(out, fmt.Sprintf("%s breaks %s (%s): %s", o.ID, b.Rule, b.Severity, english.Message(b.Detail)))
			}
		}
	}
	return out
}

// worse lists how an option is worse than its reference.
func worse(r *report.Report, i int) []string {
	o := &r.Options[i]
	if o.Against < 0 {
		return nil
	}
	var out []string
	for s := range r.Services {
		v := &r.Services[s]
		row, before := &v.Rows[i], &v.Rows[o.Against]
		if row.Lose.Direction() > 0 && row.Lose.V > row.Gain.V {
			out = append(out, fmt.Sprintf("%s is worse in %s: %s people lose, %s gain", o.ID, v.ID, english.People(row.Lose.V), english.People(row.Gain.V)))
		}
		if row.Served.Known && before.Served.Known && math.Round(100*row.Served.V) < math.Round(100*before.Served.V) {
			out = append(out, fmt.Sprintf("%s is worse in %s: %.0f %% can be served, not %.0f %%", o.ID, v.ID, 100*row.Served.V, 100*before.Served.V))
		}
	}
	return out
}

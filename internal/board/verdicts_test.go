package board

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// A rule is listed once with how it stands today, who newly breaks it for which reason,
// who fixes it and for whom it cannot be checked; new breaches come first, law first.
func TestRules(t *testing.T) {
	r := compared(nil, nil, nil)
	rule := func(name string, severity report.Severity, verdicts ...string) {
		for k, v := range verdicts {
			b := report.Breach{Rule: name, Severity: severity, Source: "plan", Verdict: v}
			if v != "ok" {
				b.Detail = report.NewMessage("rule_closed", "list", []string{v})
			}
			if v == "breach" && k == 3 {
				b.Detail = report.NewMessage("rule_closed", "list", []string{"another"})
			}
			r.Options[k].Breaches = append(r.Options[k].Breaches, b)
		}
	}
	rule("kept", report.Law, "ok", "ok", "ok", "ok")
	rule("manual", report.Law, "not checked", "not checked", "not checked", "not checked")
	rule("own", report.OwnRule, "ok", "breach", "breach", "breach")
	rule("today", report.OwnRule, "inherited", "inherited", "ok", "breach")
	rule("law", report.Law, "ok", "ok", "ok", "breach")
	rule("unsure", report.Wish, "ok", "ok", "not identified", "ok")
	want := []RuleRow{
		{Name: "law", Severity: report.Law, Source: "plan", Standing: Kept, Breaks: []RuleChanged{{"C", "closed: another"}}},
		{Name: "today", Severity: report.OwnRule, Source: "plan", Standing: Broken, Detail: "closed: inherited", Breaks: []RuleChanged{{"C", "closed: another"}}, Fixed: "B"},
		{Name: "own", Severity: report.OwnRule, Source: "plan", Standing: Kept, Breaks: []RuleChanged{{"A, B", "closed: breach"}, {"C", "closed: another"}}},
		{Name: "manual", Severity: report.Law, Source: "plan", Standing: Unchecked, Detail: "closed: not checked"},
		{Name: "kept", Severity: report.Law, Source: "plan", Standing: Kept},
		{Name: "unsure", Severity: report.Wish, Source: "plan", Standing: Kept, Unsure: []RuleChanged{{"B", "closed: not identified"}}},
	}
	if diff := cmp.Diff(want, view(r).Rules()); diff != "" {
		t.Error(diff)
	}
}

// What moves a result most is named with the service; of equal changes in a service and
// over all of them, the service's.
func TestHeaviest(t *testing.T) {
	r := compared(nil)
	r.Used = []report.Assumption{
		{Path: "a.share", V: 0.2, Unit: "share", Flag: "assumption", Ref: "a guess"},
		{Path: "rates.b", Flag: "derived"},
		{Path: "rent", V: 22, Unit: "EUR/m2/month", Flag: "source"}}
	share := report.Mover{Source: report.Source{Path: "a.share", Lo: 0.1, Hi: 0.3}, What: "can be served", Swing: -0.12, Unit: "share"}
	several := report.Mover{Source: report.Source{Path: "rates.b", Shared: "rates b", Paths: []string{"rates.b", "rates.c"}}, What: "can be served", Swing: 0.31, Unit: "share"}
	money := report.Mover{Source: report.Source{Path: "rent", Lo: 17, Hi: 30}, What: "county cost", Swing: 4.2e5, Unit: "EUR/year"}
	r.Services[0].Rows[1].Movers = []report.Mover{share, several}
	r.Options[1].Movers = []report.Mover{share, money}
	got := Heaviest(words.In(lang.English), r, 9)
	for i := range got {
		got[i].weight = math.Round(got[i].weight)
	}
	want := []Moves{
		{Name: "rates b", Between: "2 parameters together", Kind: "derived", What: "Doctor, can be served (A)", Apart: "31 points", Path: "rates.b", Service: "s", Option: "A", weight: 31},
		{Name: "share", Value: "20 %", Between: "10–30", Kind: "assumption", Ref: "a guess", What: "Doctor, can be served (A)", Apart: "12 points", Path: "a.share", Service: "s", Option: "A", weight: 12},
		{Name: "rent", Value: "22 €", Between: "17–30", Kind: "source", What: "county (A)", Apart: "0.4 M€", Path: "rent", Option: "A", weight: 4}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Moves{})); diff != "" {
		t.Error(diff)
	}
	if got := Heaviest(words.In(lang.English), r, 1); len(got) != 1 {
		t.Errorf("%d of at most one", len(got))
	}
}

// Counts of which no draw differs have no row; what is not known has no draws.
func TestOdds(t *testing.T) {
	r := compared(nil, nil)
	r.Services[0].Rows[1].Odds = report.Odds{{}, {Better: 13, Worse: 2, Draws: 40}, {Better: 40, Draws: 40}, {}}
	r.Services[0].Rows[2].Odds[0] = report.Chance{Draws: 5}
	r.Network[2].Odds[3] = report.Chance{Worse: 40, Draws: 40}
	want := []OddsRow{
		{Count: 1, Service: 0, Name: "Doctor", Cells: []report.Chance{{Better: 13, Worse: 2, Draws: 40}, {}}},
		{Count: 3, Service: -1, Name: "Residents (money, time)", Cells: []report.Chance{{}, {Worse: 40, Draws: 40}}}}
	if diff := cmp.Diff(want, view(r).Odds()); diff != "" {
		t.Error(diff)
	}
}

// A known figure is off where no reason is given, and one that the model was fitted to
// tests nothing.
func TestChecks(t *testing.T) {
	r := &report.Report{Checks: []report.Check{
		{What: "visits", Model: 12125.2, Known: 5525, Unit: "contacts", Counts: report.Known{Months: 2}, Ratio: 2.194, Off: true, Source: "plan"},
		{What: "rate", Model: 0.615, Known: 1.17, Unit: "contacts/person/year", Ratio: 0.5256, Off: true, Waived: "all doctors"},
		{What: "share", Model: 0.242, Known: 0.242, Unit: "share of contacts", Ratio: 1, Fitted: true, Decay: 0.1}}}
	want := []CheckRow{
		{What: "visits", Known: "5 525", Model: "12 125", Unit: "contacts in 2 months", Ratio: "2.19", Source: "plan", Verdict: "too high", Off: true},
		{What: "rate", Known: "1.17", Model: "0.615", Unit: "contacts a person and year", Ratio: "0.53", Verdict: "waived", Reason: "all doctors"},
		{What: "share", Known: "24", Model: "24", Unit: "% of contacts", Ratio: "1.00", Verdict: "fitted at β = 0.1", Fitted: true}}
	if diff := cmp.Diff(want, Checks(words.In(lang.English), r)); diff != "" {
		t.Error(diff)
	}
}

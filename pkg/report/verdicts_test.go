package report_test

import (
	"math"
	"reflect"
	"testing"

	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// caseOf returns what the rules look at in a drawn county: shares and ceilings of
// its two services, care and teeth, and two professionals at every point.
func caseOf(b *scenario.Base, planned ...float64) report.Case {
	c := report.Case{Network: b.Network, Areas: b.Grid.Areas, Year: 2026, Planned: []float64{0, 0}, Ceiling: []float64{0.5, 0.25},
		Staff: func(p int) float64 { return b.Network.Points[p].FTE[0] }}
	copy(c.Planned, planned)
	return c
}

func county(t *testing.T) *scenario.Base {
	w := scene.World{Map: "Aa . . B . C", West: 3, People: map[string]scene.Folk{"a": {N: 1}},
		Services: []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")},
		Points:   []string{"A:care", "B:care", "B:teeth"}}
	b := scene.Draw(t, w)
	for i := range b.Network.Points {
		b.Network.Points[i].FTE[0] = 2
	}
	return b
}

func after(t *testing.T, b *scenario.Base, changes ...scenario.Change) *scenario.Base {
	t.Helper()
	c, refusals := scenario.Apply(b, scenario.Option{ID: "x", Changes: changes})
	if refusals != nil {
		t.Fatalf("refused: %+v", refusals)
	}
	return c
}

func shut(facility string) scenario.Change {
	return &scenario.Close{Facility: facility}
}

func start(facility string, services ...string) scenario.Change {
	return &scenario.Open{Facility: facility, Services: services}
}

func gaps(fi, sv float64) [][]report.GroupRow {
	group := func(name string, v float64) report.GroupRow {
		return report.GroupRow{Name: name, GetsThere: report.Exact(v)}
	}
	return [][]report.GroupRow{{group("Finnish", 0.9), group("Swedish", 0.9)}, {group("Finnish", fi), group("Swedish", sv)}}
}

func identified(groups [][]report.GroupRow) [][]report.GroupRow {
	for s := range groups {
		for g := range groups[s] {
			groups[s][g].Identified = true
		}
	}
	return groups
}

// A rule about services has a verdict for each of them; a rule about places or areas
// is one about the whole county and has none by service.
func TestVerdictsByService(t *testing.T) {
	b := county(t)
	b.Network.Services[0].Statutory = false
	option := caseOf(after(t, b, shut("B"), &scenario.Contract{Service: "care", Production: network.ThirdSector, Share: 0.5, Price: 1}), 0.6)
	option.Groups = gaps(0.7, 0.6)
	today := caseOf(b)
	for _, tt := range []struct {
		rule report.Rule
		want map[string]string // by service: the verdict and how it is broken
	}{
		{report.Rule{Kind: "keep-service", Service: "care", Items: []string{"A", "B"}}, map[string]string{"care": "breach closed: B"}},
		{report.Rule{Kind: "remote-ceiling"}, map[string]string{"care": "breach care planned 60 %, ceiling 50 %", "teeth": "ok "}},
		{report.Rule{Kind: "remote-ceiling", Service: "teeth"}, map[string]string{"teeth": "ok "}},
		{report.Rule{Kind: "in-person-option"}, map[string]string{"care": "ok ", "teeth": "breach no point: teeth"}},
		{report.Rule{Kind: "in-person-option", Service: "care"}, map[string]string{"care": "ok "}},
		{report.Rule{Kind: "statutory-kept"}, map[string]string{"teeth": "breach no point: teeth"}},
		{report.Rule{Kind: "third-sector-lawful"}, map[string]string{"care": "breach not lawful: care", "teeth": "ok "}},
		{report.Rule{Kind: "language-gap", Number: 0.05}, map[string]string{
			"care":  "not identified largest gap 0 points (care), by area shares, not identified from data",
			"teeth": "not identified largest gap 10 points (teeth), by area shares, not identified from data"}},
		{report.Rule{Kind: "manual", Service: "care"}, map[string]string{"care": "not checked cannot be computed from the county's data"}},
		{report.Rule{Kind: "manual"}, nil},
		{report.Rule{Kind: "wait-limit", Service: "care"}, map[string]string{"care": "not checked waits are not part of a comparison: saavu waiting checks them"}},
		{report.Rule{Kind: "min-staff", Number: 2}, nil},
		{report.Rule{Kind: "one-per-area", Items: []string{"half", "clinic"}}, nil},
	} {
		got := report.Verdicts([]report.Rule{tt.rule}, today, option)
		var by map[string]string
		for _, v := range got[0].Services {
			if by == nil {
				by = map[string]string{}
			}
			by[v.Service] = v.Verdict + " " + words.In(lang.English).Message(v.Detail)
		}
		if !reflect.DeepEqual(by, tt.want) {
			t.Errorf("%s %s: %q, expected %q", tt.rule.Kind, tt.rule.Service, by, tt.want)
		}
		for s, want := range map[string]string{"care": tt.want["care"], "teeth": tt.want["teeth"]} {
			on, about := got[0].On(s)
			if tt.want == nil {
				want = got[0].Verdict + " " + words.In(lang.English).Message(got[0].Detail)
			}
			if text := on.Verdict + " " + words.In(lang.English).Message(on.Detail); about != (want != "") || about && text != want {
				t.Errorf("%s %s on %s: %q, %v, expected %q", tt.rule.Kind, tt.rule.Service, s, text, about, want)
			}
		}
	}
}

func TestVerdicts(t *testing.T) {
	type pair struct{ today, option report.Case }
	plain := func(t *testing.T, changes ...scenario.Change) pair {
		b := county(t)
		return pair{caseOf(b), caseOf(after(t, b, changes...))}
	}
	// already is a county in which something is closed today.
	already := func(t *testing.T, first scenario.Change, changes ...scenario.Change) pair {
		b := after(t, county(t), first)
		return pair{caseOf(b), caseOf(after(t, b, changes...))}
	}
	keep := report.Rule{Kind: "keep-service", Service: "care", Items: []string{"A", "B"}}
	ceiling := report.Rule{Kind: "remote-ceiling"}
	person := report.Rule{Kind: "in-person-option"}
	statutory := report.Rule{Kind: "statutory-kept"}
	areas := report.Rule{Kind: "one-per-area", Items: []string{"half", "clinic"}}
	language := report.Rule{Kind: "language-gap", Number: 0.05}
	two := report.Rule{Kind: "min-staff", Number: 2}
	third := report.Rule{Kind: "third-sector-lawful"}
	tests := []struct {
		name    string
		rule    report.Rule
		of      func(t *testing.T) pair
		verdict string
		detail  string
	}{
		{"service kept", keep, func(t *testing.T) pair { return plain(t) }, "ok", ""},
		{"service closed", keep, func(t *testing.T) pair { return plain(t, shut("A")) }, "breach", "closed: A"},
		{"closed today already", keep, func(t *testing.T) pair { return already(t, shut("A")) }, "inherited", "closed: A"},
		{"closed today, and another now", keep, func(t *testing.T) pair { return already(t, shut("A"), shut("B")) }, "breach", "closed: A, B"},
		{"one closed for the other", keep, func(t *testing.T) pair { return already(t, shut("A"), start("A", "care"), shut("B")) }, "breach", "closed: B"},
		{"reopened", keep, func(t *testing.T) pair { return already(t, shut("A"), start("A", "care")) }, "ok", ""},
		{"another facility of the same place", keep, func(t *testing.T) pair {
			at := scene.At(0, 0)
			return plain(t, shut("A"), &scenario.Open{Facility: "A2", Name: "A2", At: &at, Services: []string{"care"}})
		}, "ok", ""},
		{"moved within the area", keep, func(t *testing.T) pair {
			return plain(t, &scenario.Move{Facility: "A", At: scene.At(1, 0)})
		}, "ok", ""},
		{"moved to another area", keep, func(t *testing.T) pair {
			return plain(t, &scenario.Move{Facility: "A", At: scene.At(4, 0)})
		}, "breach", "closed: A"},
		{"unknown facility", report.Rule{Kind: "keep-service", Service: "care", Items: []string{"Z"}}, func(t *testing.T) pair { return plain(t) }, "not checked", "no facility Z"},

		{"under the ceiling", ceiling, func(t *testing.T) pair { b := county(t); return pair{caseOf(b), caseOf(b, 0.5, 0.25)} }, "ok", ""},
		{"over the ceiling", ceiling, func(t *testing.T) pair { b := county(t); return pair{caseOf(b), caseOf(b, 0.6)} }, "breach", "care planned 60 %, ceiling 50 %"},
		{"over the ceiling today", ceiling, func(t *testing.T) pair { b := county(t); return pair{caseOf(b, 0.6), caseOf(b, 0.6)} }, "inherited", "care planned 60 %, ceiling 50 %"},
		{"further over than today", ceiling, func(t *testing.T) pair { b := county(t); return pair{caseOf(b, 0.6), caseOf(b, 0.7)} }, "breach", "care planned 70 %, ceiling 50 %"},
		{"less over, another over", ceiling, func(t *testing.T) pair { b := county(t); return pair{caseOf(b, 0.9), caseOf(b, 0.6, 0.3)} }, "breach", "care planned 60 %, ceiling 50 %, teeth planned 30 %, ceiling 25 %"},
		{"over the ceiling of another service", report.Rule{Kind: "remote-ceiling", Service: "care"}, func(t *testing.T) pair { b := county(t); return pair{caseOf(b), caseOf(b, 0, 0.9)} }, "ok", ""},

		{"in person", person, func(t *testing.T) pair { return plain(t, shut("A")) }, "ok", ""},
		{"no point", person, func(t *testing.T) pair { return plain(t, shut("B")) }, "breach", "no point: teeth"},
		{"met at school", person, func(t *testing.T) pair {
			b := county(t)
			b.Network.Services[1].SchoolAges = population.Group{From: 7, To: 15}
			return pair{caseOf(b), caseOf(after(t, b, shut("B"), &scenario.AddMobile{ID: "team", UnitKind: "team", Count: 1, Services: []string{"teeth"}, Schools: true}))}
		}, "ok", ""},
		{"statutory", statutory, func(t *testing.T) pair { return plain(t, shut("B")) }, "breach", "no point: teeth"},
		{"not statutory", statutory, func(t *testing.T) pair {
			b := county(t)
			b.Network.Services[1].Statutory = false
			return pair{caseOf(b), caseOf(after(t, b, shut("B")))}
		}, "ok", ""},

		{"one in each area", areas, func(t *testing.T) pair { return plain(t, shut("B")) }, "ok", ""}, // C is in the east too
		{"none in an area", areas, func(t *testing.T) pair { return plain(t, shut("A")) }, "breach", "none in: west"},
		{"planned counts", areas, func(t *testing.T) pair {
			p := plain(t)
			p.option.Network = p.option.Network.Clone()
			p.option.Network.Facilities[0].Status = network.Planned
			return p
		}, "ok", ""},
		{"unknown partition", report.Rule{Kind: "one-per-area", Items: []string{"quarter", "clinic"}}, func(t *testing.T) pair { return plain(t) }, "not checked", "no area is in the partition quarter"},
		{"no partition", report.Rule{Kind: "one-per-area"}, func(t *testing.T) pair { return plain(t) }, "not checked", "the rule names no partition and type"},

		{"languages alike", language, func(t *testing.T) pair { p := plain(t); p.option.Groups = gaps(0.7, 0.66); return p }, "not identified", "largest gap 4 points (teeth), by area shares, not identified from data"},
		{"languages apart", language, func(t *testing.T) pair { p := plain(t); p.option.Groups = gaps(0.7, 0.6); return p }, "not identified", "largest gap 10 points (teeth), by area shares, not identified from data"},
		{"languages apart the other way, as today", language, func(t *testing.T) pair {
			p := plain(t)
			p.today.Groups, p.option.Groups = gaps(0.7, 0.6), gaps(0.6, 0.7)
			return p
		}, "not identified", "largest gap 10 points (teeth), by area shares, not identified from data"},
		{"languages counted by person", language, func(t *testing.T) pair { p := plain(t); p.option.Groups = identified(gaps(0.7, 0.6)); return p }, "breach", "largest gap 10 points (teeth)"},
		{"languages not known", language, func(t *testing.T) pair { return plain(t) }, "not checked", "language shares of the areas are not known"},

		{"two at a place", two, func(t *testing.T) pair { return plain(t) }, "ok", ""},
		{"fewer at a place", two, func(t *testing.T) pair { p := plain(t); p.option.Staff = func(int) float64 { return 0.8 }; return p }, "breach", "A 0.8, B 1.6"},
		{"fewer at the same place as today", two, func(t *testing.T) pair {
			p := plain(t)
			p.today.Staff, p.option.Staff = func(int) float64 { return 1 }, func(int) float64 { return 1 }
			return p
		}, "inherited", "A 1.0"},
		{"visiting days only", two, func(t *testing.T) pair {
			b := county(t)
			b.Network.Points[0].FTE[0], b.Network.Points[0].Visiting = 1, true
			return pair{plain(t).today, caseOf(b)}
		}, "ok", ""},
		{"a provider's point", two, func(t *testing.T) pair {
			b := county(t)
			b.Network.Points[0].FTE[0], b.Network.Points[0].Provider = 1, true
			return pair{plain(t).today, caseOf(b)}
		}, "ok", ""},
		{"no times, no count of staff", two, func(t *testing.T) pair {
			p := plain(t)
			p.option.Staff = func(int) float64 { return math.Inf(1) }
			return p
		}, "ok", ""},

		{"third sector, not lawful", third, func(t *testing.T) pair {
			return plain(t, &scenario.Contract{Service: "care", Production: network.ThirdSector, Share: 0.5, Price: 1})
		}, "breach", "not lawful: care"},
		{"third sector, lawful", third, func(t *testing.T) pair {
			p := plain(t, &scenario.Contract{Service: "care", Production: network.ThirdSector, Share: 0.5, Price: 1})
			p.option.Network.Services[0].ThirdSectorOK = true
			return p
		}, "ok", ""},
		{"voucher", third, func(t *testing.T) pair {
			return plain(t, &scenario.Contract{Service: "care", Production: network.Voucher, Share: 0.5, Price: 1})
		}, "ok", ""},
		{"by hand", report.Rule{Kind: "manual"}, func(t *testing.T) pair { return plain(t, shut("A"), shut("B")) }, "not checked", "cannot be computed from the county's data"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := tt.of(t)
			tt.rule.Severity, tt.rule.Source, tt.rule.Text = report.Law, "§ 1", "the rule"
			tt.rule.Texts, tt.rule.Sources = lang.Name{En: "the rule", Sv: "regeln"}, lang.Name{En: "§ 1", Sv: "1 §"}
			got := report.Verdicts([]report.Rule{tt.rule}, p.today, p.option)
			if len(got) == 1 {
				if detail := words.In(lang.English).Message(got[0].Detail); detail != tt.detail {
					t.Errorf("%q, expected %q", detail, tt.detail)
				}
				got[0].Detail, got[0].Services = report.Message{}, nil
			}
			want := report.Breach{Rule: "the rule", Names: lang.Name{En: "the rule", Fi: "regeln", Sv: "regeln"}, Severity: report.Law, Source: "§ 1", Sources: lang.Name{En: "§ 1", Fi: "1 §", Sv: "1 §"}, Verdict: tt.verdict}
			if len(got) != 1 || !reflect.DeepEqual(got[0], want) {
				t.Errorf("%+v\nexpected %+v", got, want)
			}
		})
	}
}

// A rule applies in the years of its validity, including both ends.
func TestValidityOfRules(t *testing.T) {
	b := county(t)
	rule := report.Rule{Kind: "manual", From: 2027, To: 2029}
	for year, want := range map[int]int{2026: 0, 2027: 1, 2029: 1, 2030: 0} {
		c := caseOf(b)
		c.Year = year
		if got := len(report.Verdicts([]report.Rule{rule}, c, c)); got != want {
			t.Errorf("%d verdicts in %d, expected %d", got, year, want)
		}
	}
}

func TestLongListsAreCut(t *testing.T) {
	w := scene.World{Map: "Aa B C D E", People: map[string]scene.Folk{"a": {N: 1}}}
	b := scene.Draw(t, w)
	c := caseOf(b)
	c.Planned, c.Ceiling = []float64{0}, []float64{1}
	got := report.Verdicts([]report.Rule{{Kind: "min-staff", Number: 2}}, c, c)
	if want := "A 1.0, B 1.0, C 1.0 and 2 more"; len(got) != 1 || words.In(lang.English).Message(got[0].Detail) != want {
		t.Errorf("%+v, expected %q", got, want)
	}
}

package engine_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"saavu/internal/scene"
	"saavu/pkg/lang"
	"saavu/pkg/params"
	"saavu/pkg/report"
)

// A report has names in every language, whatever the county gives. They change
// nothing else in it.
func TestReportHasNamesInEveryLanguage(t *testing.T) {
	compared := func(named bool) report.Report {
		b := scene.Draw(t, scene.World{Map: "Aa . Bb", West: 2, People: map[string]scene.Folk{"a": {N: 64}, "b": {N: 64}}, Ranges: map[string][2]float64{"digital.under_delivery_factor": {0.5, 1}}})
		in := inputs{Base: b, Rules: lawbook()[:2],
			Known: []report.Known{{Kind: "visits", What: "visits", Service: "care", Value: 1}, {Kind: "visits", What: "more visits", Service: "care", Value: 2}}}
		in.Options = append(in.Options, today(), option("closed", shut("B")))
		if named {
			b.Network.Services[0].Name = lang.Name{En: "care", Fi: "hoito"}
			b.Network.Services[0].Short = lang.Name{Sv: "v"}
			b.Grid.Areas[0].Names = lang.Name{Sv: "Väst"}
			in.Options[1].Names, in.Options[1].Short = lang.Name{En: "closed", Sv: "stängd"}, lang.Name{Fi: "kiinni"}
			in.Rules[0].Texts = lang.Name{En: "care at B", Fi: "hoitoa B:ssä"}
			in.Known[0].Whats = lang.Name{Fi: "käynnit"}
			list := append([]params.Param(nil), b.Params.All()...)
			for i := range list {
				if list[i].Path == "digital.under_delivery_factor" {
					list[i].Name = lang.Name{En: "made", Fi: "toteutuu"}
				}
			}
			tree, err := params.New(list)
			if err != nil {
				t.Fatal(err)
			}
			b.Params = tree
		}
		return runAll(t, in).Report
	}
	r, plain := compared(true), compared(false)
	var made, other lang.Name
	for _, a := range r.Used {
		if a.Path == "digital.under_delivery_factor" {
			made = a.Names
		} else {
			other = a.Names
		}
	}
	for what, pair := range map[string][2]lang.Name{
		"service":                     {r.Services[0].Names, {En: "care", Fi: "hoito", Sv: "hoito"}},
		"service, short":              {r.Services[0].Short, {En: "care", Fi: "hoito", Sv: "v"}},
		"area":                        {r.Services[0].Rows[0].Areas[0].Names, {En: "West", Fi: "West", Sv: "Väst"}},
		"area of one text":            {r.Services[0].Rows[0].Areas[1].Names, lang.Same("East")},
		"option":                      {r.Options[1].Names, {En: "closed", Fi: "stängd", Sv: "stängd"}},
		"option, short":               {r.Options[1].Short, {En: "closed", Fi: "kiinni", Sv: "stängd"}},
		"option of one text":          {r.Options[0].Names, lang.Same(r.Options[0].Name)},
		"option of one text, short":   {r.Options[0].Short, lang.Same(r.Options[0].Name)},
		"rule":                        {r.Options[1].Breaches[0].Names, {En: "care at B", Fi: "hoitoa B:ssä", Sv: "hoitoa B:ssä"}},
		"rule of one text":            {r.Options[1].Breaches[1].Names, lang.Same("remote ceiling")},
		"known figure":                {r.Checks[0].Names, lang.Same("käynnit")},
		"known figure of one text":    {r.Checks[1].Names, lang.Same("more visits")},
		"parameter":                   {made, {En: "made", Fi: "toteutuu", Sv: "toteutuu"}},
		"parameter without any names": {other, {}},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %+v, expected %+v", what, pair[0], pair[1])
		}
	}
	if d := cmp.Diff(plain, r, cmpopts.EquateNaNs(), cmpopts.IgnoreTypes(lang.Name{})); d != "" {
		t.Errorf("names change the report (-without +with)\n%s", d)
	}
}

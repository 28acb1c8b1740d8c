package engine_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// A varied county gives the same bytes as a county that was made with the value, and
// a factor multiplies the people of its area alone.
func TestVariedIsAnotherCounty(t *testing.T) {
	w := road()
	w.Points = []string{"A:care", "D:care"}
	w.Ranges = map[string][2]float64{"wage.nurse": {0.5, 4}, "travel.threshold_min.local": {5, 100}}
	base := scene.Draw(t, w)
	options := []scenario.Option{today(), option("closed", shut("D"))}
	settings := engine.Settings{Draws: 8, Seed: 3, Choice: true}
	prepared := func(b *scenario.Base) *engine.Prepared {
		p, err := engine.Prepare(t.Context(), b, settings)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	compared := func(p *engine.Prepared) report.Report {
		r, err := engine.Run(t.Context(), p, engine.Inputs{Options: options}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r.Report
	}
	p := prepared(base)
	plain := compared(p)
	varied, err := p.Varied(t.Context(), engine.Variation{Params: map[string]float64{"wage.nurse": 3}})
	if err != nil {
		t.Fatal(err)
	}
	other := *base
	if other.Params, err = base.Params.With("wage.nurse", 3); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(compared(prepared(&other)), compared(varied), exact); d != "" {
		t.Errorf("varied (+) is not a county with the value (-):\n%s", d)
	}
	if d := cmp.Diff(plain, compared(p), exact); d != "" {
		t.Errorf("the county itself changed:\n%s", d)
	}

	factors := make([]float64, len(base.Grid.Areas))
	for i := range factors {
		factors[i] = 1
	}
	all, err := p.Varied(t.Context(), engine.Variation{People: factors})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(plain, compared(all), exact); d != "" {
		t.Errorf("factors of 1 change something:\n%s", d)
	}
	factors[0] = 2.5
	more, err := p.Varied(t.Context(), engine.Variation{People: factors})
	if err != nil {
		t.Fatal(err)
	}
	is := compared(more).Services[0].Rows[0]
	for i, a := range plain.Services[0].Rows[0].Areas {
		want := a.People
		if a.ID == base.Grid.Areas[0].ID {
			want *= 2.5
		}
		same(t, a.ID, is.Areas[i].People, want)
	}
	if is.Need.V <= plain.Services[0].Rows[0].Need.V {
		t.Errorf("need %g, was %g", is.Need.V, plain.Services[0].Rows[0].Need.V)
	}
}

// Every parameter in turn: a varied county shares the people and the geography of the
// county only where the parameter changes neither. Each comparison is run before and
// after another one that keeps its geographies.
func TestVariedSharesWhatIsEqual(t *testing.T) {
	w := road()
	w.Services = []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")}
	w.Points = []string{"A:care", "M:care", "D:care", "A:teeth", "D:teeth"}
	base := scene.Draw(t, w)
	base.Network.Shares = []network.Share{{Facility: 0, Value: 0.25}, {Facility: 1, Value: 0.5}, {Facility: 2, Value: 0.25}}
	later := option("later", shut("M"))
	later.Year = base.Year + 4
	then := today()
	then.ID, then.Year, later.Against = "then", later.Year, "then"
	options := []scenario.Option{today(), option("closed", shut("M")), option("remote", &scenario.AddRemote{Service: "care", Share: 0.3}),
		option("fewer", shut("M"), &scenario.Set{Path: "staff.productive_hours_fte", Value: 512}), then, later}
	settings := engine.Settings{Draws: 2, Seed: 3, Choice: true}
	compared := func(p *engine.Prepared, err error) report.Report {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		r, err := engine.Run(t.Context(), p, engine.Inputs{Options: options, Detail: true}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r.Report
	}
	p, err := engine.Prepare(t.Context(), base, settings)
	if err != nil {
		t.Fatal(err)
	}
	tried, differ := 0, 0
	plain := compared(p, nil)
	for i, param := range base.Params.All() {
		if testing.Short() && i%8 > 0 {
			continue // race runs: every eighth parameter
		}
		other := *base
		value := param.V * 0.75
		if value == 0 {
			value = 0.25
		}
		if other.Params, err = base.Params.With(param.Path, value); err != nil {
			continue
		}
		want := compared(engine.Prepare(t.Context(), &other, settings))
		got := compared(p.Varied(t.Context(), engine.Variation{Params: map[string]float64{param.Path: value}}))
		if !cmp.Equal(want, got, exact) {
			d := cmp.Diff(want, got, exact)
			t.Errorf("%s: varied (+) is not a county with the value (-):\n%s", param.Path, d)
		}
		tried++
		if !cmp.Equal(plain.Services, got.Services, exact) {
			differ++
		}
	}
	if !testing.Short() && (tried < 80 || differ < 20) {
		t.Errorf("%d parameters were tried, and %d change a figure of a service", tried, differ)
	}
}

// Factors multiply a value with its range, and the rents of buildings with that of the
// parameter.
func TestVariedFactors(t *testing.T) {
	w := road()
	w.Points = []string{"A:care", "D:care"}
	w.Ranges = map[string][2]float64{"wage.nurse": {0.5, 4}}
	base := scene.Draw(t, w)
	base.Network.Buildings = []network.Building{
		{ID: "own", Name: "Own", Kind: network.Leased, At: base.Network.Facilities[0].At, RentM2: 5, Fixed: math.NaN(), Notice: math.NaN(), Facilities: []int{0}},
		{ID: "other", Name: "Other", Kind: network.Leased, At: base.Network.Facilities[1].At, RentM2: math.NaN(), Fixed: math.NaN(), Notice: math.NaN(), Facilities: []int{1}}}
	base.Network.Occupy()
	options := []scenario.Option{today(), option("closed", shut("D")), option("other", shut("A"))}
	settings := engine.Settings{Draws: 8, Seed: 3}
	compared := func(p *engine.Prepared, err error) report.Report {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		r, err := engine.Run(t.Context(), p, engine.Inputs{Options: options}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r.Report
	}
	p, err := engine.Prepare(t.Context(), base, settings)
	plain := compared(p, err)
	other := *base
	if other.Params, err = base.Params.Times("wage.nurse", 0.5); err != nil {
		t.Fatal(err)
	}
	if other.Params, err = other.Params.Times("premises.rent_eur_m2_month", 3); err != nil {
		t.Fatal(err)
	}
	other.Network = base.Network.Clone()
	other.Network.Buildings[0].RentM2 = 15
	varied := compared(p.Varied(t.Context(), engine.Variation{Times: map[string]float64{"wage.nurse": 0.5}, Rents: 3}))
	if d := cmp.Diff(compared(engine.Prepare(t.Context(), &other, settings)), varied, exact); d != "" {
		t.Errorf("varied (+) is not a county with the values (-):\n%s", d)
	}
	for _, id := range []string{"closed", "other"} { // of both kinds of rent
		if was, is := rowOf(t, plain, id, "care").County, rowOf(t, varied, id, "care").County; was == is {
			t.Errorf("%s: three times the rent leaves %+v", id, is)
		}
	}
	if d := cmp.Diff(plain, compared(p, nil), exact); d != "" {
		t.Errorf("the county itself changed:\n%s", d)
	}
	for _, v := range []engine.Variation{{Times: map[string]float64{"no.such": 2}}, {Rents: -1}} {
		if _, err := p.Varied(t.Context(), v); err == nil {
			t.Errorf("%+v is accepted", v)
		}
	}
}

// What no comparison reads cannot vary.
func TestCanVary(t *testing.T) {
	p, err := engine.Prepare(t.Context(), scene.Draw(t, road()), engine.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	options := []scenario.Option{today()}
	for path, want := range map[string]string{
		"wage.nurse": "", "travel.threshold_min.local": "", "assignment.moves_on": "",
		"travel.speed_kmh.walk": "travel times are computed from travel.speed_kmh.walk before options are compared",
		"no.such":               `no parameter "no.such"`,
	} {
		err := p.CanVary(path, options)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, expected %q", path, err, want)
		}
	}
	if _, err := p.Varied(t.Context(), engine.Variation{Params: map[string]float64{"assignment.moves_on": 2}}); err == nil || !strings.Contains(err.Error(), "a share from 0 to 1") {
		t.Errorf("a share of 2: %v", err)
	}
}

package engine_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// unstaffed has two services at A and at B; care has no positions at some of its
// points.
func unstaffed(t *testing.T, bare ...string) *scenario.Base {
	w := scarce()
	w.Services = append(w.Services, scene.Service("cure", "medic"))
	b := scene.Draw(t, w)
	for i := range b.Network.Points {
		p := &b.Network.Points[i]
		if f := b.Network.Facilities[p.Facility].ID; b.Network.Services[p.Service].ID == "care" && slices.Contains(bare, f) {
			p.FTE = []float64{0}
		}
	}
	return b
}

// With unknown positions, what can be served and what it costs is unknown for their
// service and for the whole county, and never 0.
func TestUnknownPositionsAreNotZero(t *testing.T) {
	for _, bare := range [][]string{{"A", "B"}, {"B"}} {
		b := unstaffed(t, bare...)
		r := run(t, b, engine.Settings{Draws: 3}, option("x", shut("A")))
		for i := range r.Options {
			row := r.Services[0].Rows[i]
			for what, v := range map[string]report.Range{"served": row.Served, "same": row.ServedSame, "county": row.County, "now": row.CountyNow, "homes": row.Homes,
				"network": r.Network[i].County, "network homes": r.Network[i].Homes, "least": r.Network[i].MinServed, "same of cure": r.Services[1].Rows[i].ServedSame} {
				if v.Known {
					t.Errorf("%v: %s is known as %g", bare, what, v.V)
				}
			}
			if row.Best || row.Worth.Verdict != "" || row.Bottleneck != "" || r.Network[i].Trades != nil || r.Options[i].Best || !math.IsNaN(r.Network[i].BudgetGap) {
				t.Errorf("%v: a verdict without figures: %+v, %+v", bare, row, r.Network[i])
			}
			if other := r.Services[1].Rows[i]; !other.Served.Known || other.Served.V <= 0 || !other.County.Known {
				t.Errorf("%v: the other service is not known: %+v", bare, other.Served)
			}
			if !row.GetsThere.Known {
				t.Error("who gets there is not known")
			}
		}
		if s := english.Sentence(r.Services[0].Group, &r.Options[0], &r.Services[0].Rows[0]); !strings.Contains(s, "how much of the need can be served is not known") {
			t.Error(s)
		}
		if s := english.Sentence(r.Services[0].Group, &r.Options[1], &r.Services[0].Rows[1]); !strings.Contains(s, "what it costs the county is not known") {
			t.Error(s)
		}
		for _, s := range r.Scores {
			if s.Service == "care" && (s.Measure == "can_be_served" || s.Measure == "county_change" || s.Measure == "homes_change") && !math.IsNaN(s.Value) {
				t.Errorf("%s of %s is %g", s.Measure, s.Option, s.Value)
			}
		}
		want := []string{"care: 2 of 2 points have no positions of nurse, so what can be served and what it costs is not known: A, B"}
		if len(bare) == 1 {
			want = []string{"care: 1 of 2 points have no positions of nurse, so what can be served and what it costs is not known: B"}
		}
		if !slices.Contains(notesOf(r), want[0]) {
			t.Errorf("notes %q", notesOf(r))
		}
	}
}

// Known positions everywhere change nothing, and a provider's place needs none.
func TestProvidersNeedNoPositions(t *testing.T) {
	b := unstaffed(t, "B")
	for i := range b.Network.Points {
		if p := &b.Network.Points[i]; p.FTE[0] == 0 {
			p.Provider = true
			b.Network.Facilities[p.Facility].Production = network.Purchased
		}
	}
	r := run(t, b, engine.Settings{}, option("x", &scenario.AddRemote{Service: "care", Share: 0.2}))
	if row := r.Services[0].Rows[0]; !row.Served.Known || !row.Homes.Known {
		t.Errorf("%+v", row.Served)
	}
}

// Without positions the same budget is refused, not computed.
func TestSameBudgetNeedsPositions(t *testing.T) {
	b := unstaffed(t, "A")
	_, err := prepareAndRun(context.Background(), inputs{Base: b, Options: []scenario.Option{today()}, Settings: engine.Settings{Frame: "budget"}})
	if err == nil || !strings.Contains(err.Error(), "points without: care 1 of 2, such as A") {
		t.Error(err)
	}
}

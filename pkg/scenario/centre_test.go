package scenario_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// withTemplate is the county of the tests with a template: two of its services, which need
// no rooms of their own, and one that it lacks.
func withTemplate(router bool) *scenario.Base {
	b := county(router)
	b.Network.Templates = []network.Template{{ID: "hub", Required: []string{b.Network.Services[0].ID, "missing"},
		Optional: []string{b.Network.Services[1].ID, "absent"}, Coordination: 0.5}}
	return b
}

// A centre has the services of its template that the county has, in a new leased building,
// and leaves every other point as it is.
func TestPlacedCentre(t *testing.T) {
	b := withTemplate(true)
	at := b.Network.Facilities[0].At
	c := &scenario.Place{Template: "hub", ID: "new", Name: "New", Building: "house", At: &at, Size: "small", Include: []string{b.Network.Services[1].ID}}
	after, refusals := scenario.Apply(b, scenario.Option{Changes: []scenario.Change{c}})
	if refusals != nil {
		t.Fatal(refusals)
	}
	n := after.Network
	f := n.Facility("new")
	var given []string
	for _, p := range n.Points[len(b.Network.Points):] {
		if p.Facility != f || p.Hours.Office != network.AllWeek {
			t.Errorf("a point %+v", p)
		}
		given = append(given, n.Services[p.Service].ID)
	}
	if diff := cmp.Diff([]string{b.Network.Services[0].ID, b.Network.Services[1].ID}, given); diff != "" {
		t.Errorf("services (-want +got):\n%s", diff)
	}
	if h := n.BuildingOf(f); h < 0 || n.Buildings[h].ID != "house" || n.Buildings[h].Kind != network.Leased {
		t.Errorf("building %d", h)
	}
	if diff := cmp.Diff(b.Network.Points, n.Points[:len(b.Network.Points)]); diff != "" {
		t.Errorf("other points changed:\n%s", diff)
	}
	want := network.TemplateNote{Given: []string{b.Network.Services[0].ID}, Missing: []string{"missing"}}
	if diff := cmp.Diff(want, n.Note(n.Centres[0])); diff != "" {
		t.Errorf("note (-want +got):\n%s", diff)
	}
	if b.Network.Centres != nil || len(b.Network.Buildings) != len(n.Buildings)-1 {
		t.Error("the base has changed")
	}
}

func TestRefusedPlace(t *testing.T) {
	b := withTemplate(true)
	at, far := b.Network.Facilities[0].At, orb.Point{1, 1}
	first, second := b.Network.Services[0].ID, b.Network.Services[1].ID
	good := scenario.Place{Template: "hub", ID: "new", Name: "New", Building: "house", At: &at, Size: "small"}
	for _, c := range []struct {
		name string
		edit func(p *scenario.Place)
		want []string
	}{
		{"template", func(p *scenario.Place) { p.Template = "hubb" }, []string{`template|no template "hubb"|did you mean hub?`}},
		{"dates", func(p *scenario.Place) { p.Date, p.Until = "2026-08-01", "2029-01-31" }, []string{
			"date|changes have no dates yet: a change holds for the whole year of its option|remove date, or compare options of two years",
			"until|changes have no dates yet: a change holds for the whole year of its option|remove until, or compare options of two years"}},
		{"include", func(p *scenario.Place) { p.Include = []string{first, "absent"} }, []string{
			"include.0|" + first + " is not an optional service of hub|there: " + second + ", absent",
			"include.1|the county has no service absent|remove it, or add the service to the county file"}},
		{"leave_out", func(p *scenario.Place) { p.LeaveOut = []string{second, first, first} }, []string{
			"leave_out.0|" + second + " is not a required service of hub|there: " + first + ", missing",
			"leave_out.2|" + first + " is named twice|"}},
		{"nothing", func(p *scenario.Place) { p.LeaveOut = []string{first} }, []string{"template|no service starts: the county has no other service that hub requires|include an optional one"}},
		{"size", func(p *scenario.Place) { p.Size = "" }, []string{"size|without a size the running cost of the new building house is not known|give small, medium or large"}},
		{"no place", func(p *scenario.Place) { p.At = nil }, []string{`building|no building "house"|a new building needs at`}},
		{"far", func(p *scenario.Place) { p.At = &far }, []string{"at|1, 1 is not a location in Finland in EPSG:3067 metres|it looks like degrees: give x, y as EPSG:3067 metres, easting first"}},
		{"no name", func(p *scenario.Place) { p.Name = "" }, []string{"name|the new facility new has no name|"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := good
			c.edit(&p)
			_, refusals := scenario.Apply(b, scenario.Option{Changes: []scenario.Change{&p}})
			var got []string
			for _, r := range refusals {
				got = append(got, r.Field+"|"+r.Reason+"|"+r.Hint)
			}
			slices.Sort(c.want)
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

package load_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saavu/data"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
	"saavu/scenarios"
)

func embedded(t testing.TB) *load.County {
	t.Helper()
	c, err := load.Read(context.Background(), source.Embedded(data.FS, scenarios.FS), load.EmbeddedCounty, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEmbeddedCounty(t *testing.T) {
	c := embedded(t)
	if all, inside := c.Base.Grid.Total(); math.Abs(all-289531) > 1e-6 || math.Abs(inside-289531) > 1e-6 {
		t.Errorf("%g people, %g in the areas, want 289531", all, inside)
	}
	if len(c.Base.Network.Services) != 7 || len(c.Rules) != 12 || len(c.Known) != 13 || !c.Synthetic {
		t.Errorf("%d services, %d rules, %d known figures", len(c.Base.Network.Services), len(c.Rules), len(c.Known))
	}
	var ids []string
	for _, o := range c.Options {
		ids = append(ids, o.ID)
	}
	if want := []string{"today", "centralised", "central-max", "local", "mobile", "remote", "multi-provider", "today-2030", "central-2030", "local-2030", "mixed-2030"}; !slices.Equal(ids, want) {
		t.Errorf("options %q", ids)
	}
	if err := c.Check(); err != nil {
		t.Error(err)
	}
	for _, n := range noted(c.Notes) {
		t.Log(n)
	}
}

// A service has the fee that Finnish rules give it: doctors and oral treatment of
// adults, with a source and a range; a nurse costs nothing, and what is for children
// alone, and family guidance, has none.
func TestEmbeddedFees(t *testing.T) {
	c := embedded(t)
	for i := range c.Base.Network.Services {
		s := &c.Base.Network.Services[i]
		p, ok := c.Base.Params.Get(s.Fee)
		want := map[string]bool{"gp_reception": true, "nurse_reception": true, "oral_treatment": true}[s.ID]
		if ok != want || want && (s.FeeFreeUnder != 18 || p.Ref == "" || (p.V > 0) != (s.ID != "nurse_reception") || p.V > 0 && !p.Ranged()) {
			t.Errorf("%s: fee %q of %+v, free under %d", s.ID, s.Fee, p, s.FeeFreeUnder)
		}
	}
}

// Everything that the county names has a name in every language, except places,
// which have the names in the sources. Short forms fit a table heading.
func TestEmbeddedNames(t *testing.T) {
	c := embedded(t)
	for i := range c.Base.Network.Facilities {
		c.Base.Network.Facilities[i].Names = lang.Name{}
	}
	if notes := c.NameNotes(c.Options); notes != nil {
		t.Errorf("%q", notes)
	}
	for _, o := range c.Options {
		if o.Names == (lang.Name{}) {
			t.Errorf("option %s has one name for all languages", o.ID)
		}
	}
	if p, _ := c.Base.Params.Get("digital.reach_by_age.75+"); p.Name.Fi != "digitaalinen tavoittavuus, 75+ v." {
		t.Errorf("%+v", p.Name)
	}
}

// serving lists the facilities that offer a service, sorted.
func serving(b *scenario.Base, service string) []string {
	var ids []string
	n := b.Network
	for _, p := range n.Serving(n.Service(service)) {
		ids = append(ids, n.Facilities[n.Points[p].Facility].ID)
	}
	slices.Sort(ids)
	return ids
}

// TestEmbeddedOptions checks the facilities of each service in each option against
// the definitions of the options, repeated here independently.
func TestEmbeddedOptions(t *testing.T) {
	neuvolas := []string{"nv_hakunila", "nv_kerava", "nv_kivisto", "nv_koivukyla", "nv_korso", "nv_martinlaakso", "nv_myyrmaki", "nv_tikkurila"}
	stations := []string{"hs_hakunila", "hs_kerava", "hs_koivukyla", "hs_korso", "hs_lansimaki", "hs_martinlaakso", "hs_myyrmaki", "hs_tikkurila"}
	dental := []string{"dent_kerava", "dent_koivukyla", "dent_korso", "dent_lansimaki", "dent_myyrmaki", "dent_tikkurila", "hosp_katriina"}
	centres := []string{"fc_kerava", "fc_koivukyla"}
	four := []string{"fc_kerava", "fc_koivukyla", "fc_myyrmaki", "fc_tikkurila"}
	five := []string{"hs_hakunila", "hs_kerava", "hs_korso", "hs_myyrmaki", "hs_tikkurila"}
	bus := []string{"bus_kartanonkoski", "bus_lansimaki", "bus_nikinmaki", "bus_pahkinarinne", "bus_paivakumpu"}
	near := []string{"st_kartanonkoski", "st_nikinmaki", "st_pahkinarinne", "st_rajakyla"}
	providers := []string{"prov_aviapolis", "prov_hakunila", "prov_kerava", "prov_kivisto", "prov_koivukyla", "prov_korso", "prov_myyrmaki", "prov_tikkurila"} // one in each major area
	with := func(lists ...[]string) []string {
		out := slices.Concat(lists...)
		slices.Sort(out)
		return out
	}
	without := func(list []string, drop string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == drop })
	}
	today := map[string][]string{"neuvola_child": neuvolas, "gp_reception": stations, "nurse_reception": stations,
		"oral_check_child": dental, "oral_treatment": dental, "family_guidance": centres, "therapy_child": centres}
	threeDental := []string{"dent_kerava", "dent_korso", "dent_myyrmaki", "dent_tikkurila"}
	changed := map[string]map[string][]string{
		"today": {}, "today-2030": {}, "remote": {},
		"centralised": {"gp_reception": five, "nurse_reception": five, "oral_check_child": threeDental, "oral_treatment": threeDental,
			"family_guidance": four, "therapy_child": four},
		"central-max": {"gp_reception": five, "nurse_reception": five, "oral_check_child": threeDental, "oral_treatment": threeDental,
			"family_guidance": four, "therapy_child": four,
			"neuvola_child": {"nv_hakunila", "nv_kerava", "nv_korso", "nv_myyrmaki", "nv_tikkurila"}},
		"local": {"neuvola_child": with(neuvolas, near), "nurse_reception": with(stations, near, []string{"st_kivisto"}),
			"gp_reception": with(stations, []string{"st_kivisto"}), "family_guidance": with(centres, neuvolas)},
		"mobile": {"neuvola_child": with(neuvolas, bus), "nurse_reception": with(without(stations, "hs_lansimaki"), bus),
			"gp_reception": with(without(stations, "hs_lansimaki"), []string{"bus_kivisto", "bus_kartanonkoski", "bus_lansimaki"})},
		"multi-provider": {"oral_treatment": with(dental, providers), "therapy_child": with(centres, providers),
			"family_guidance": with(centres, providers)},
		"mixed-2030": {"neuvola_child": with(neuvolas, bus), "nurse_reception": with(stations, bus, []string{"st_kivisto"}),
			"gp_reception": with(stations, []string{"st_kivisto"}), "family_guidance": four, "therapy_child": four, "oral_treatment": with(dental, providers)},
	}
	changed["central-2030"], changed["local-2030"] = changed["centralised"], changed["local"]
	c := embedded(t)
	for _, o := range c.Options {
		b, err := c.Apply(o)
		if err != nil {
			t.Fatal(err)
		}
		for service, want := range today {
			if w, ok := changed[o.ID][service]; ok {
				want = w
			}
			if got := serving(b, service); !slices.Equal(got, want) {
				t.Errorf("%s: %s at\n%q, want\n%q", o.ID, service, got, want)
			}
		}
	}
}

// TestEmbeddedShares checks remote shares, contracts, years and hours.
func TestEmbeddedShares(t *testing.T) {
	c := embedded(t)
	bases := map[string]*scenario.Base{}
	for _, o := range c.Options {
		b, err := c.Apply(o)
		if err != nil {
			t.Fatal(err)
		}
		bases[o.ID] = b
		want := ""
		if strings.HasSuffix(o.ID, "-2030") && o.ID != "today-2030" {
			want = "today-2030"
		}
		if o.Against != want {
			t.Errorf("%s against %q", o.ID, o.Against)
		}
		if fit := len(o.Changes) > 0; o.Fit != (scenario.Fit{Rooms: fit, Staff: fit}) {
			t.Errorf("%s leaves %q to the model: no option of the county sets rooms or staff by hand", o.ID, o.Fit.Words())
		}
		if (o.ID == "central-max") != (o.Listed != lang.Name{}) {
			t.Errorf("%s listed %q", o.ID, o.Listed)
		}
	}
	remote := bases["remote"].Network
	for service, share := range map[string]float64{"gp_reception": .35, "nurse_reception": .70, "family_guidance": .50, "neuvola_child": .15, "oral_treatment": .05} {
		if plan, ok := remote.RemoteOf(remote.Service(service)); !ok || plan.Share != share || !plan.Support {
			t.Errorf("remote %s %+v", service, plan)
		}
	}
	if bases["today-2030"].Year != 2030 || bases["mixed-2030"].Year != 2030 || bases["central-2030"].Year != 2030 || bases["local-2030"].Year != 2030 || bases["local"].Year != 2026 {
		t.Error("years of the options")
	}
	if got := bases["multi-provider"].Network.Contracts; len(got) != 3 || got[0].Share != .25 || got[0].Production != network.Voucher ||
		got[1].Share != .40 || got[1].Production != network.Purchased || got[2].Share != .20 || got[2].Production != network.ThirdSector {
		t.Errorf("contracts %+v", got)
	}
	n := bases["centralised"].Network
	long := network.Hours{Office: network.AllWeek, Evening: 0b1111, Saturday: true}
	for _, p := range n.Serving(n.Service("gp_reception")) {
		if n.Points[p].Hours != long {
			t.Errorf("%s open %+v", n.Points[p].ID, n.Points[p].Hours)
		}
	}
	units := bases["mobile"].Network.Units
	if len(units) != 3 || units[2].Count != 3 || !units[2].Schools || units[1].Stops[0].Days != 0b101 || units[1].Stops[1].Days != 0b1010 || units[1].Stops[2].Days != 0b10000 {
		t.Errorf("units %+v", units)
	}
}

func BenchmarkEmbedded(b *testing.B) {
	for b.Loop() {
		embedded(b)
	}
}

// Every shared address of the embedded county is one building.
func TestEmbeddedBuildings(t *testing.T) {
	n := embedded(t).Base.Network
	got := map[string][]string{}
	for i := range n.Buildings {
		b := &n.Buildings[i]
		for _, f := range b.Facilities {
			got[b.ID] = append(got[b.ID], n.Facilities[f].ID)
		}
		if b.M2 != 0 || !math.IsNaN(b.RentM2) || !math.IsNaN(b.Fixed) || b.LeaseOver != 0 || b.Notice != 12 {
			t.Errorf("%s has figures that no source gives: %+v", b.ID, b)
		}
	}
	want := map[string][]string{"b_kielotie11": {"dent_tikkurila", "hs_tikkurila"}, "b_jonsaksentie4": {"dent_myyrmaki", "hs_myyrmaki"},
		"b_keilakuja1": {"dent_lansimaki", "hs_lansimaki"}, "b_karsikkokuja15": {"dent_koivukyla", "hs_koivukyla"},
		"b_katriina": {"hosp_katriina", "wards_kivisto"}, "b_fc_koivukyla": {"fc_koivukyla", "nv_koivukyla"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

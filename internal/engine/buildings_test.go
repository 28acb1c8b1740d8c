package engine_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// shared is a county whose station A and dental clinic B are in one building, and
// whose clinics C and D stand at one place in none.
func shared(t *testing.T) *scenario.Base {
	t.Helper()
	w := scene.World{Map: "ABa . . . . CDc", People: map[string]scene.Folk{"a": {N: 1024}, "c": {N: 1024}},
		Services: []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")},
		Points:   []string{"A:care", "B:teeth", "C:care", "D:teeth"},
		Set:      map[string]float64{"premises.fixed_eur_site_year.small": 1 << 17}}
	b := scene.Draw(t, w)
	for i := range b.Network.Facilities {
		b.Network.Facilities[i].Size, b.Network.Points[i].Rooms = "small", 4
	}
	nan := math.NaN()
	b.Network.Buildings = []network.Building{{ID: "house", Name: "House", Kind: network.Leased, Facilities: []int{0, 1}, RentM2: nan, Fixed: nan, Notice: 24}}
	b.Network.Occupy()
	return b
}

// A closure in a building that stays open saves nothing this year or later, and a
// note says who stays. Where both close, the running cost is saved at once.
func TestClosuresInABuilding(t *testing.T) {
	one := &scenario.Close{Facility: "B"}
	back := &scenario.SetCapacity{Building: "house", Rooms: 4, FTE: math.NaN(), FTEFactor: math.NaN(), RoomsFactor: math.NaN()}
	for _, tt := range []struct {
		name    string
		changes []scenario.Change
		now     float64 // county's change of rent and running cost in the first year
		later   float64
		note    string
	}{
		{"one", []scenario.Change{one}, 0, 0, "option x: House stays open for A, so closing B there saves none of its rent and running cost; 4 rooms stay empty"},
		{"one, rooms given back", []scenario.Change{one, back}, 0, -48, "option x: House stays open for A, so closing B there saves only the rent of rooms given back (4)"},
		{"both", []scenario.Change{one, &scenario.Close{Facility: "A"}}, -1 << 18, -1<<18 - 96, ""},
	} {
		r := run(t, shared(t), engine.Settings{}, option("x", tt.changes...))
		net := netOf(t, r, "x")
		same(t, tt.name+": this year", net.CountyNow.V, tt.now)
		same(t, tt.name+": at full effect", net.County.V, tt.later)
		var got []string
		for _, n := range notesOf(r) {
			if strings.HasPrefix(n, "option x: House") {
				got = append(got, n)
			}
		}
		if strings.Join(got, "\n") != tt.note {
			t.Errorf("%s: notes %q, expected %q", tt.name, got, tt.note)
		}
	}
}

// A merger within the building moves nobody out of it, so there is no note.
func TestAMergerWithinABuildingHasNoNote(t *testing.T) {
	r := run(t, shared(t), engine.Settings{}, option("x", &scenario.Merge{Facility: "B", Into: "A"}))
	if slices.ContainsFunc(notesOf(r), func(n string) bool { return strings.Contains(n, "House") }) {
		t.Errorf("notes %q", notesOf(r))
	}
}

// Check names places at one address that are not in one building, in each language.
func TestCheckNamesPlacesAtOneAddress(t *testing.T) {
	b := shared(t)
	p, err := engine.Prepare(context.Background(), b, engine.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	warnings, err := p.Check([]scenario.Option{today()})
	if err != nil {
		t.Fatal(err)
	}
	for l, want := range map[lang.Language]string{
		lang.English: "less than 50 m apart and not in one building, so that each has a rent and a running cost of its own: (C, D)",
		lang.Finnish: "alle 50 m:n päässä toisistaan mutta eri rakennuksissa, joten kullakin on oma vuokra ja omat käyttökustannukset: (C, D)",
		lang.Swedish: "mindre än 50 m från varandra och inte i samma byggnad, så att vart och ett har egen hyra och egna driftskostnader: (C, D)",
	} {
		if got := words.In(l).Messages(warnings); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %q", l, got)
		}
	}
}

// Of a building that says its rooms by type, rooms stay empty where no service that is left
// needs the type; the others are shared by those who stay.
func TestRoomsThatABuildingSays(t *testing.T) {
	for _, tt := range []struct {
		dental string
		rooms  []network.RoomCount
		note   string
	}{
		{"dental", []network.RoomCount{{Type: "reception", N: 5}, {Type: "dental", N: 3}}, "saves none of its rent and running cost; 3 rooms stay empty"},
		{"", []network.RoomCount{{Type: "reception", N: 9}, {Type: "group", N: 2}}, "saves none of its rent and running cost; those who stay share its 9 rooms"},
	} {
		b := shared(t)
		b.Network.Services[1].RoomType, b.Network.Buildings[0].Rooms = tt.dental, tt.rooms
		b.Network.Occupy()
		notes := notesOf(run(t, b, engine.Settings{}, option("x", &scenario.Close{Facility: "B"})))
		want := "option x: House stays open for A, so closing B there " + tt.note
		if !slices.Contains(notes, want) {
			t.Errorf("%q, expected %q", notes, want)
		}
	}
}

package engine_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/cost"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// Sixteen contacts of an hour per person: 48 people in the west at A, 192 in the east
// at D, a position of 1,024 hours at each. A position more at D gives 1,024 contacts, one
// at A gives none; half a room at D binds, and a room hour a week gives a fortieth of 1,024.
func TestDetail(t *testing.T) {
	w := road()
	w.Points, w.Set = []string{"A:care", "D:care"}, map[string]float64{"rate.care.all": 16}
	b := scene.Draw(t, w)
	in := inputs{ID: "drawn", Base: b, Options: []scenario.Option{today(), option("rooms", capacity("D", "care", nan, 0.5)), option("empty")}, Detail: true}
	r := runAll(t, in).Report
	now := rowOf(t, r, "today", "care")
	for i, want := range []struct{ need, given float64 }{{768, 768}, {3072, 1024}} {
		same(t, "need of area "+now.Areas[i].ID, now.Areas[i].Need, want.need)
		same(t, "given to area "+now.Areas[i].ID, now.Areas[i].Visits, want.given)
	}
	same(t, "a position more at A", now.Loads[0].More.Position, 0)
	same(t, "a position more at D", now.Loads[1].More.Position, 1024)
	if !math.IsNaN(now.Loads[1].More.RoomHour) || !math.IsNaN(now.Loads[1].More.UnitDay) {
		t.Errorf("rooms as needed and no vehicle: %+v", now.Loads[1].More)
	}
	rooms := rowOf(t, r, "rooms", "care")
	same(t, "a position more at D with half a room", rooms.Loads[1].More.Position, 0)
	same(t, "a room hour more at D", rooms.Loads[1].More.RoomHour, 1024./40)
	same(t, "given in the east", rooms.Areas[1].Visits, 512)
	empty := rowOf(t, r, "empty", "care")
	same(t, "with nothing changed", empty.Loads[1].More.Position, 1024)
	same(t, "given with nothing changed", empty.Areas[1].Visits, 1024)

	if len(now.Capacity) != 1 {
		t.Fatalf("professions: %+v", now.Capacity)
	}
	want := report.ProfessionYear{Profession: "nurse", Positions: 2, Hours: 2048, Wanted: 3840, Used: 768 + 1024}
	if !cmp.Equal(now.Capacity[0], want) {
		t.Errorf("%+v, predicted %+v", now.Capacity[0], want)
	}

	in.Detail = false
	if row := rowOf(t, runAll(t, in).Report, "today", "care"); !math.IsNaN(row.Areas[0].Need) || !math.IsNaN(row.Loads[1].More.Position) {
		t.Errorf("not asked for: %+v, %+v", row.Areas[0], row.Loads[1].More)
	}
}

// Without positions it is known what the areas need, not what they are given.
func TestDetailWithoutPositions(t *testing.T) {
	w := road()
	w.Points, w.Set = []string{"A:care", "D:care"}, map[string]float64{"rate.care.all": 16}
	b := scene.Draw(t, w)
	scene.Point(t, b, "D:care").FTE[0] = 0
	row := rowOf(t, runAll(t, inputs{ID: "drawn", Base: b, Options: []scenario.Option{today()}, Detail: true}).Report, "today", "care")
	same(t, "need in the east", row.Areas[1].Need, 3072)
	if !math.IsNaN(row.Areas[1].Visits) || row.Capacity != nil || !math.IsNaN(row.Loads[0].More.Position) {
		t.Errorf("given %v, professions %+v, one more %+v", row.Areas[1].Visits, row.Capacity, row.Loads[0].More)
	}
}

// The lines of a service add up to its change, payer by payer.
func TestLinesOfAService(t *testing.T) {
	b := scene.Draw(t, road())
	row := rowOf(t, run(t, b, engine.Settings{}, option("x", shut("A"), capacity("D", "care", 3, nan))), "x", "care")
	if len(row.Lines) == 0 {
		t.Fatal("no lines")
	}
	county := 0.0
	for _, l := range row.Lines {
		if l.Payer == string(cost.County) {
			county += l.Money.V
		}
	}
	same(t, "county", county, row.County.V)
}

// A doctors' bus takes 256 of the nurse's hours, whose visits are left undone at the
// station: the nurses' service names the bus, and the doctors' own crew is lent to nobody.
func TestHoursLentToAUnit(t *testing.T) {
	w := scene.World{Map: "A a B", People: map[string]scene.Folk{"a": {N: 64}}, Services: []network.Service{scene.Service("doctor", "gp"), scene.Service("nurse", "nurse")},
		Points: []string{"B:doctor", "B:nurse"}, Words: map[string]string{"mobile.bus.crew": "gp nurse driver"}}
	bus := &scenario.AddMobile{ID: "doctors", UnitKind: "bus", Count: 1, Services: []string{"doctor"}, Stops: []scenario.Stop{{Facility: "A", Days: 0b11111}}}
	r := runAll(t, inputs{ID: "drawn", Base: scene.Draw(t, w), Options: []scenario.Option{today(), option("bus", bus)}}).Report
	for _, tt := range []struct {
		option, service string
		crew, lent      float64
		to              []report.Borrower
	}{{"today", "nurse", 0, 0, nil}, {"bus", "nurse", 256, 256, []report.Borrower{{Unit: "doctors", Kind: "bus"}}}, {"bus", "doctor", 256, 0, nil}} {
		y := rowOf(t, r, tt.option, tt.service).Capacity[0]
		if y.Crew != tt.crew || y.Lent != tt.lent || !cmp.Equal(y.LentTo, tt.to) {
			t.Errorf("%s of %s: %+v", tt.service, tt.option, y)
		}
	}
}

// Adults take 64 of the nurse's 1,024 hours at A. The team has 256 hours of hers and
// meets 512 pupils at schools in them: 320 hours are used, and 704 without clients.
func TestHoursUsedAtSchool(t *testing.T) {
	w := scene.World{Map: "A a . . . k", People: map[string]scene.Folk{"a": {N: 64}, "k": {N: 1024, Ages: population.Group{From: 7, To: 12}}},
		Services: []network.Service{scene.Service("teeth", "nurse")}}
	w.Services[0].SchoolAges = population.Group{From: 7, To: 12}
	team := &scenario.AddMobile{ID: "team", UnitKind: "team", Count: 1, Services: []string{"teeth"}, Schools: true}
	r := runAll(t, inputs{ID: "drawn", Base: scene.Draw(t, w), Options: []scenario.Option{today(), option("team", team)}, Detail: true}).Report
	for id, want := range map[string]report.ProfessionYear{
		"today": {Profession: "nurse", Positions: 1, Hours: 1024, Wanted: 1088, Used: 1024},
		"team":  {Profession: "nurse", Positions: 1, Hours: 1024, Crew: 256, Wanted: 1088, Used: 64 + 256}} {
		if got := rowOf(t, r, id, "teeth").Capacity; len(got) != 1 || !cmp.Equal(got[0], want) {
			t.Errorf("%s: %+v, predicted %+v", id, got, want)
		}
	}
	same(t, "given", rowOf(t, r, "team", "teeth").Served.V, (64+512)/1088.)
}

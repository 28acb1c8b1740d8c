// Package scene draws small counties in text, for tests whose answers are
// computed by hand: cells a kilometre apart, people and facilities as letters,
// travel times by a rule of minutes per kilometre, and a complete set of
// parameters in round numbers. Choose people and capacities as powers of two,
// so that a sum identifies what was counted.
package scene

import (
	"sort"
	"strings"
	"testing"
	"unicode"

	"github.com/paulmach/orb"

	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// Side is the distance between neighbouring cells in metres.
const Side = 1000

// World is a county in a few lines. Its zero value has no cells; Draw fills
// omitted fields with the defaults that the fields document.
type World struct {
	// Map has a line for each row of cells from north to south and a word for
	// each cell. A lowercase letter is people, an uppercase letter a facility,
	// "." an empty cell; "Aab" is a cell with a facility and two groups of
	// people.
	Map string
	// People defines the people of each lowercase letter.
	People map[string]Folk
	// West is how many columns belong to the area "west"; the others are "east".
	West int
	// Services are offered at every facility unless Points lists the points, as
	// "A:care". By default there is one: Service("care", "nurse").
	Services []network.Service
	Points   []string
	// The ways to travel. Walk without figures is 12 minutes per kilometre; any
	// other way without figures is absent. Midday is public transport at
	// midday; without it Transit applies to all periods.
	Walk, Bike, Transit, Midday, Car Way
	// Times are exact seconds that replace the rule: "walk a A" for the cells
	// of a and the column of A.
	Times map[string]travel.Seconds
	// Set changes or adds parameters; Ranges gives them a low and a high.
	Set    map[string]float64
	Ranges map[string][2]float64
	Words  map[string]string
}

// Folk is the people of a letter, all in one age group; Ages without figures is
// 30-year-olds.
type Folk struct {
	N    float64
	Ages population.Group
}

// Way is a rule of travel over the straight distance.
type Way struct{ Fixed, PerKm float64 } // minutes, minutes per kilometre

// Year is the year of every drawn county.
const Year = 2026

// Draw makes the county. It fails the test for an invalid map, letter or
// parameter.
func Draw(t testing.TB, w World) *scenario.Base {
	t.Helper()
	d := drawing{World: w, t: t}
	d.read()
	if len(d.cells) == 0 {
		t.Fatal("scene: the map has no cells")
	}
	if d.Services == nil {
		d.Services = []network.Service{Service("care", "nurse")}
	}
	if d.Walk == (Way{}) {
		d.Walk = Way{PerKm: 12}
	}
	b := &scenario.Base{Grid: d.grid(), Params: d.params(), Router: d.router(), Year: Year, SnapMax: Side / 2}
	b.Network = d.network()
	b.Matrix = d.matrix()
	if faults := b.Network.Validate(); faults != nil {
		t.Fatalf("scene: %v", faults)
	}
	return b
}

// At returns the place of a cell by its column and row on the map, from 0.
// Fractions of a cell are allowed.
func At(column, row float64) orb.Point {
	return orb.Point{380_000 + Side*column, 6_690_000 - Side*row}
}

type drawing struct {
	World
	t       testing.TB
	cells   []orb.Point
	column  []int
	letters []string // people's letters of each cell
	place   map[string]int
	names   []string // facilities, by letter
}

func (d *drawing) read() {
	d.place = map[string]int{}
	row := 0
	for _, line := range strings.Split(d.Map, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		for x, word := range words {
			cell := len(d.cells)
			d.cells = append(d.cells, At(float64(x), float64(row)))
			d.column = append(d.column, x)
			d.letters = append(d.letters, "")
			for _, r := range word {
				d.letter(cell, r)
			}
		}
		row++
	}
	sort.Strings(d.names)
}

func (d *drawing) letter(cell int, r rune) {
	name := string(r)
	switch {
	case r == '.':
	case unicode.IsUpper(r):
		if _, twice := d.place[name]; twice {
			d.t.Fatalf("scene: the facility %s is drawn twice", name)
		}
		d.place[name] = cell
		d.names = append(d.names, name)
	default:
		if _, known := d.People[name]; !known {
			d.t.Fatalf("scene: People does not define the letter %q", name)
		}
		d.letters[cell] += name
	}
}

func (d *drawing) area(cell int) int32 {
	if d.column[cell] < d.West {
		return 0
	}
	return 1
}

func (d *drawing) grid() *population.Grid {
	ids := make([]int64, len(d.cells))
	for i := range ids {
		ids[i] = int64(i + 1)
	}
	g := population.NewGrid(ids, d.cells, Side)
	g.Year = Year
	g.Areas = []population.Area{
		{ID: "west", Name: "West", Fi: 1, Partitions: map[string]string{"half": "west"}},
		{ID: "east", Name: "East", Fi: 1, Partitions: map[string]string{"half": "east"}},
	}
	for i := range ids {
		g.Area[i] = d.area(i)
		for _, r := range d.letters[i] {
			f := d.People[string(r)]
			if f.Ages == (population.Group{}) {
				f.Ages = population.Group{From: 30, To: 30}
			}
			g.Spread(i, f.Ages.From, f.Ages.To, f.N)
		}
	}
	return g
}

func (d *drawing) network() *network.Network {
	n := &network.Network{Services: d.Services}
	for j, name := range d.names {
		cell := d.place[name]
		n.Facilities = append(n.Facilities, network.Facility{ID: name, Name: name, Type: "clinic", At: d.cells[cell],
			Class: network.ClassA, Area: [...]string{"west", "east"}[d.area(cell)], Status: network.Open,
			Production: network.Own, Column: j})
	}
	points := d.Points
	if points == nil {
		for _, f := range d.names {
			for _, s := range d.Services {
				points = append(points, network.PointID(f, s.ID, ""))
			}
		}
	}
	for _, id := range points {
		f, s, _ := strings.Cut(id, ":")
		p := network.ServicePoint{ID: id, Facility: n.Facility(f), Service: n.Service(s), Channel: network.OnSite,
			Hours: network.Hours{Office: network.AllWeek}, Unit: -1, Src: "drawn"}
		if p.Facility < 0 || p.Service < 0 {
			d.t.Fatalf("scene: no such point as %s", id)
		}
		for range n.Services[p.Service].Staff {
			p.FTE = append(p.FTE, 1)
		}
		n.Points = append(n.Points, p)
	}
	return n
}

// Point finds a service point by its id, such as "A:care", so that a test can
// change it before the county is used.
func Point(t testing.TB, b *scenario.Base, id string) *network.ServicePoint {
	t.Helper()
	for i := range b.Network.Points {
		if b.Network.Points[i].ID == id {
			return &b.Network.Points[i]
		}
	}
	t.Fatalf("scene: no point %s", id)
	return nil
}

// Facility finds a facility by its letter, to be changed before use.
func Facility(t testing.TB, b *scenario.Base, id string) *network.Facility {
	t.Helper()
	if i := b.Network.Facility(id); i >= 0 {
		return &b.Network.Facilities[i]
	}
	t.Fatalf("scene: no facility %s", id)
	return nil
}

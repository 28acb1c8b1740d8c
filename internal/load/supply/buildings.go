package supply

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/network"
)

// farFrom is the distance in metres from which on a facility cannot be in its
// building.
const farFrom = 300

// largest is the floor area in square metres above which a building is a mistake.
const largest = 1_000_000

// housed is a facility that names its building.
type housed struct {
	tab                *input.Table
	row                int
	facility, building string
}

// buildings reads the table of buildings and puts the facilities into them.
func (w *work) buildings(f *File, t *yaml.Tree) {
	n := w.Network
	if f.Buildings == "" {
		for _, h := range w.housed {
			h.tab.Wrong(h.row, "building", "nothing: the county file names no table of buildings", "add the key buildings")
		}
		return
	}
	tab := w.Table(t, f.Buildings, []string{"buildings"}, "building", "name", "kind", "x", "y")
	if tab == nil {
		return
	}
	if len(tab.Rows) == 0 {
		w.Problems.Add(input.Empty(tab.Name, "buildings"))
	}
	seen := map[string]int{}
	for i := range tab.Rows {
		id := tab.Get(i, "building")
		if !tab.UniqueIn(i, "building", id, seen) {
			continue
		}
		if n.Facility(id) >= 0 {
			tab.Wrong(i, "building", "an id that no facility has", "")
		}
		n.Buildings = append(n.Buildings, building(tab, i, id))
	}
	tab.NoteUnread()
	slices.SortFunc(n.Buildings, func(a, b network.Building) int { return strings.Compare(a.ID, b.ID) })
	w.house(n, tab)
	w.stand()
	w.noteLeases(n)
}

// building reads one row.
func building(t *input.Table, i int, id string) network.Building {
	b := network.Building{ID: id, Name: t.Get(i, "name"), Names: t.ByLanguage(i), M2: floor(t, i), Divisible: network.Known(t.Known(i, "divisible")),
		RentM2: t.Amount(i, "rent_eur_m2_month", math.NaN()), Fixed: t.Amount(i, "fixed_eur_year", math.NaN()),
		Notice: t.Amount(i, "notice_months", math.NaN()), LeaseOver: leaseOver(t, i)}
	if b.Name == "" {
		b.Name = id
	}
	var kinds []string
	for _, k := range network.BuildingKinds() {
		kinds = append(kinds, string(k))
	}
	kind, _ := t.Word(i, "kind", kinds...)
	b.Kind = network.BuildingKind(kind)
	if b.Kind == network.Partner && b.RentM2 > 0 {
		t.Wrong(i, "rent_eur_m2_month", "nothing: the county rents nothing in a partner's house", "a building that the county rents is leased")
	}
	b.Space = space(t, i)
	if t.Get(i, "x") != "" || t.Get(i, "y") != "" {
		b.At, _ = t.Point(i)
	}
	return b
}

// floor reads the floor area of a building; 0 for nothing.
func floor(t *input.Table, i int) float64 {
	if t.Get(i, "m2") == "" {
		return 0
	}
	v, ok := t.Number(i, "m2")
	if ok && !(v > 0 && v <= largest) {
		t.Wrong(i, "m2", fmt.Sprintf("above 0 and at most %s m2, or nothing", problem.Spaced(largest)), "leave it empty where it is not known")
	}
	return v
}

// leaseOver reads the last day of a lease. It gives the first year that begins
// when the lease is over; 0 for nothing.
func leaseOver(t *input.Table, i int) int {
	switch day := day(t, i, "lease_end"); {
	case day.IsZero():
		return 0
	case day.YearDay() == 1:
		return day.Year()
	default:
		return day.Year() + 1
	}
}

// house puts the facilities into the buildings that they name. A building without
// a place stands where its first facility does.
func (w *work) house(n *network.Network, tab *input.Table) {
	var ids []string
	for i := range n.Buildings {
		ids = append(ids, n.Buildings[i].ID)
	}
	slices.SortFunc(w.housed, func(a, b housed) int { return strings.Compare(a.facility, b.facility) })
	for _, h := range w.housed {
		b, f := n.Building(h.building), n.Facility(h.facility)
		if f < 0 { // a problem already
			continue
		}
		x := &n.Facilities[f]
		switch {
		case b < 0 && tab.Gaps: // perhaps it is in a row that cannot be used
		case b < 0:
			h.tab.Wrong(h.row, "building", "the id of a building of "+source.Base(tab.Name), w.SuggestID(h.building, ids))
		default:
			w.enter(n, b, f, h)
		}
		if x.LeaseEnd > 0 {
			h.tab.Wrong(h.row, "lease_end", "nothing: the lease is that of building "+h.building, "give lease_end in the table of buildings")
		}
	}
}

// enter puts a facility into a building.
func (w *work) enter(n *network.Network, b, f int, h housed) {
	in, x := &n.Buildings[b], &n.Facilities[f]
	in.Facilities = append(in.Facilities, f)
	if x.Class == network.ClassNone || x.At == (orb.Point{}) {
		return
	}
	if in.At == (orb.Point{}) {
		in.At = x.At
	}
	if m := planar.Distance(in.At, x.At); m > farFrom {
		h.tab.Wrong(h.row, "building", fmt.Sprintf("a building within %d m of the facility", farFrom), fmt.Sprintf("%s is %s m away", in.ID, problem.Spaced(int(math.Ceil(m)))))
	}
}

// noteLeases notes leases of which the end is not known.
func (w *work) noteLeases(n *network.Network) {
	var open []string
	for i := range n.Buildings {
		if b := &n.Buildings[i]; b.Kind == network.Leased && b.LeaseOver == 0 && math.IsNaN(b.Notice) {
			open = append(open, b.ID)
		}
	}
	if len(open) > 0 {
		w.Note("leased buildings without lease_end and notice_months, whose rent ends economy.effect_lag_months after they close: %s", strings.Join(open, ", "))
	}
}

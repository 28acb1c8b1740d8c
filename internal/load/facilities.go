package load

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/load/yaml"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// farOff is the distance to the nearest cell, in metres, above which a note
// reports a facility as outside the grid.
const farOff = 2000

// maxFar is how many of them are noted one by one.
const maxFar = 10

// facilities reads the table of facilities.
func (r *reader) facilities(f *countyFile, t *yaml.Tree, areas []population.Area) []network.Facility {
	if f.Facilities == "" { // the file has none, or the schema has reported it
		r.unsure.facilities = len(f.Supply) == 0
		return nil
	}
	tab := r.table(t, f.Facilities, []string{"facilities"}, "id", "name", "type", "area", "x", "y", "coord_class",
		"status", "size", "barrier_free", "lease_end")
	r.unsure.facilities = tab == nil
	if tab == nil {
		return nil
	}
	if len(tab.rows) == 0 {
		r.problems.Add(empty(tab.name, "facilities"))
	}
	var out []network.Facility
	seen := map[string]int{}
	var assumed, unclear []string
	for i := range tab.rows {
		x := tab.facility(i, areas)
		if !tab.unique(i, x.ID, seen) {
			continue
		}
		if strings.ContainsAny(x.ID, ": \t") {
			tab.wrong(i, "id", "an id without a colon or a space", "use letters, digits and _")
		}
		switch tab.get(i, "status") {
		case "assumed":
			assumed = append(assumed, x.ID)
		case "unknown":
			unclear = append(unclear, x.ID)
		}
		if in := tab.get(i, "building"); in != "" {
			r.housed = append(r.housed, housed{tab, i, x.ID, in})
		}
		out = append(out, x)
	}
	r.unsure.facilities = tab.gaps
	tab.noteUnread()
	r.stateIDs("data.assumed", assumed)
	r.stateIDs("data.unclear", unclear)
	return out
}

// stateIDs notes facilities with a common property.
func (r *reader) stateIDs(kind string, ids []string, facts ...any) {
	if len(ids) > 0 {
		r.state(kind, append(facts, "list", ids)...)
	}
}

// facility reads one row. A candidate is a place that options may open; it is
// closed until then. Any production other than own belongs to a provider.
func (t *table) facility(i int, areas []population.Area) network.Facility {
	x := network.Facility{ID: t.get(i, "id"), Name: t.get(i, "name"), Names: t.byLanguage(i), Type: t.get(i, "type"), Area: t.get(i, "area"),
		Status: network.Closed, From: t.year(i, "from"), BarrierFree: network.Known(t.known(i, "barrier_free")),
		LeaseEnd: t.year(i, "lease_end"), Production: network.Own, Column: -1, Note: t.get(i, "note"),
		Demo: network.Known(t.known(i, "demo")) == network.Yes}
	if x.Name == "" {
		x.Name = x.ID
	}
	if x.Area != "" && slices.Index(areaIDs(areas), x.Area) < 0 && !t.r.unsure.areas {
		t.wrong(i, "area", "the id of an area, or nothing", t.r.suggestID(x.Area, areaIDs(areas)))
	}
	switch status, _ := t.word(i, "status", "open", "planned", "interim", "closed", "assumed", "candidate", "unknown"); status {
	case "open", "assumed":
		x.Status = network.Open
	case "planned", "interim":
		x.Status = network.Status(status)
	}
	x.Size, _ = t.word(i, "size", "small", "medium", "large", "")
	if x.Type == "provider" {
		x.Production = network.Purchased
	}
	if t.get(i, "production") != "" {
		word, _ := t.word(i, "production", "own", "purchased", "voucher", "third_sector")
		x.Production = network.Production(word)
	}
	class, ok := t.word(i, "coord_class", "A", "B", "C", "none")
	x.Class = network.CoordClass(class)
	switch placeless := t.get(i, "x") == "" && t.get(i, "y") == ""; {
	case !ok:
	case placeless && x.Class != network.ClassNone:
		t.wrong(i, "x", "coordinates, or the coordinate class none", "")
	case !placeless && x.Class == network.ClassNone:
		t.wrong(i, "coord_class", "A, B or C where there are coordinates", "")
	case !placeless:
		x.At, _ = t.point(i)
	}
	return x
}

// placeFacilities notes facilities far from every cell, and assigns facilities
// without an area to the area of the nearest cell of the county.
func (r *reader) placeFacilities(list []network.Facility, g *population.Grid, near *spatial.Index) {
	var far []report.Message
	for i := range list {
		x := &list[i]
		if x.At == (orb.Point{}) {
			continue
		}
		cell, metres := near.Nearest(x.At)
		if metres > farOff {
			far = append(far, report.NewMessage("data.far", "facility", x.ID, "km", tenths(metres/1000)))
		}
		if x.Area == "" && cell >= 0 && g.Area[cell] >= 0 {
			x.Area = g.Areas[g.Area[cell]].ID
		}
	}
	r.notes = append(r.notes, far[:min(len(far), maxFar)]...)
	if more := len(far) - maxFar; more > 0 {
		r.state("data.far_more", "more", more, "km", farOff/1000)
	}
}

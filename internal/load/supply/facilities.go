package supply

import (
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// farOff is the distance to the nearest cell, in metres, above which a note
// reports a facility as outside the grid.
const farOff = 2000

// maxFar is how many of them are noted one by one.
const maxFar = 10

// facilities reads the table of facilities.
func (w *work) facilities(f *File, t *yaml.Tree) []network.Facility {
	if f.Facilities == "" { // the file has none, or the schema has reported it
		w.whole = len(f.Supply) > 0
		return nil
	}
	tab := w.Table(t, f.Facilities, []string{"facilities"}, "id", "name", "type", "area", "x", "y", "coord_class",
		"status", "size", "barrier_free", "lease_end")
	if tab == nil {
		return nil
	}
	if len(tab.Rows) == 0 {
		w.Problems.Add(input.Empty(tab.Name, "facilities"))
	}
	var out []network.Facility
	seen := map[string]int{}
	var assumed, unclear []string
	for i := range tab.Rows {
		x := facility(tab, i, &w.Areas)
		if !tab.Unique(i, x.ID, seen) {
			continue
		}
		if strings.ContainsAny(x.ID, ": \t") {
			tab.Wrong(i, "id", "an id without a colon or a space", "use letters, digits and _")
		}
		switch tab.Get(i, "status") {
		case "assumed":
			assumed = append(assumed, x.ID)
		case "unknown":
			unclear = append(unclear, x.ID)
		}
		if in := tab.Get(i, "building"); in != "" {
			w.housed = append(w.housed, housed{tab, i, x.ID, in})
		}
		out = append(out, x)
	}
	w.whole = !tab.Gaps
	tab.NoteUnread()
	w.StateIDs("data.assumed", assumed)
	w.StateIDs("data.unclear", unclear)
	return out
}

// facility reads one row. A candidate is a place that options may open; it is
// closed until then. Any production other than own belongs to a provider.
func facility(t *input.Table, i int, areas *input.IDs) network.Facility {
	x := network.Facility{ID: t.Get(i, "id"), Name: t.Get(i, "name"), Names: t.ByLanguage(i), Type: t.Get(i, "type"), Area: t.Get(i, "area"),
		Status: network.Closed, From: t.Year(i, "from"), BarrierFree: network.Known(t.Known(i, "barrier_free")),
		LeaseEnd: t.Year(i, "lease_end"), Production: network.Own, Column: -1, Note: t.Get(i, "note"),
		Demo: network.Known(t.Known(i, "demo")) == network.Yes}
	if x.Name == "" {
		x.Name = x.ID
	}
	if x.Area != "" && areas.Lacks(x.Area) {
		t.Wrong(i, "area", "the id of an area, or nothing", t.Reader.SuggestID(x.Area, areas.List))
	}
	switch status, _ := t.Word(i, "status", "open", "planned", "interim", "closed", "assumed", "candidate", "unknown"); status {
	case "open", "assumed":
		x.Status = network.Open
	case "planned", "interim":
		x.Status = network.Status(status)
	}
	x.Size, _ = t.Word(i, "size", "small", "medium", "large", "")
	if x.Type == "provider" {
		x.Production = network.Purchased
	}
	if t.Get(i, "production") != "" {
		word, _ := t.Word(i, "production", "own", "purchased", "voucher", "third_sector")
		x.Production = network.Production(word)
	}
	class, ok := t.Word(i, "coord_class", "A", "B", "C", "none")
	x.Class = network.CoordClass(class)
	switch placeless := t.Get(i, "x") == "" && t.Get(i, "y") == ""; {
	case !ok:
	case placeless && x.Class != network.ClassNone:
		t.Wrong(i, "x", "coordinates, or the coordinate class none", "")
	case !placeless && x.Class == network.ClassNone:
		t.Wrong(i, "coord_class", "A, B or C where there are coordinates", "")
	case !placeless:
		x.At, _ = t.Point(i)
	}
	return x
}

// placeFacilities notes facilities far from every cell, and assigns facilities
// without an area to the area of the nearest cell of the county.
func (w *work) placeFacilities(near *spatial.Index) {
	list, g := w.Network.Facilities, w.Grid
	var far []report.Message
	for i := range list {
		x := &list[i]
		if x.At == (orb.Point{}) {
			continue
		}
		cell, metres := near.Nearest(x.At)
		if metres > farOff {
			far = append(far, report.NewMessage("data.far", "facility", x.ID, "km", input.Tenths(metres/1000)))
		}
		if x.Area == "" && cell >= 0 && g.Area[cell] >= 0 {
			x.Area = g.Areas[g.Area[cell]].ID
		}
	}
	w.Notes = append(w.Notes, far[:min(len(far), maxFar)]...)
	if more := len(far) - maxFar; more > 0 {
		w.State("data.far_more", "more", more, "km", farOff/1000)
	}
}

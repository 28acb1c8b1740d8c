// Package supply reads the sections facilities, buildings, points and supply of a county
// file: tables in the project's own format, and files and registers of service points in
// their own formats, whose columns, words and services the county file explains.
package supply

import (
	"cmp"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/spatial"
)

// Needs is what the reading of facilities and service points needs to know.
type Needs struct {
	Network  *network.Network // its services are known; the rest is added
	Grid     *population.Grid
	Year     int // of the county
	Services input.IDs
	Areas    input.IDs
	Unlisted []string // services of the embedded county that this one does not list
}

// work reads facilities, buildings and service points.
type work struct {
	*input.Reader
	Needs
	whole  bool     // every facility could be read
	housed []housed // facilities that name their building
}

// Read reads the facilities, the buildings and the service points into the
// network, in orders of their own. It returns the ids of the facilities.
func Read(r *input.Reader, f *File, t *yaml.Tree, needs Needs) input.IDs {
	w := &work{Reader: r, Needs: needs}
	w.checkKeys(t)
	n := w.Network
	n.Facilities = w.facilities(f, t)
	near := spatial.NewIndex(w.Grid.Centres)
	supplied := w.supply(f, t, near)
	arrangeFacilities(n)
	w.placeFacilities(near)
	w.buildings(f, t)
	w.points(f, t)
	w.suppliedPoints(supplied)
	arrangePoints(n)
	n.Occupy()
	return input.IDs{List: facilityIDs(n), Whole: w.whole}
}

func facilityIDs(n *network.Network) []string {
	out := make([]string, len(n.Facilities))
	for i := range n.Facilities {
		out[i] = n.Facilities[i].ID
	}
	return out
}

// checkKeys checks that the county file names its facilities and points.
func (w *work) checkKeys(t *yaml.Tree) {
	// A list whose items were dropped has been reported already.
	if given := t.Root.Child("supply"); given != nil && (given.Kind != yaml.List || len(given.Children) > 0) {
		return
	}
	for _, key := range []string{"facilities", "points"} {
		if t.Root.Child(key) == nil {
			w.Problems.Add(t.ProblemAt(problem.Problem{Expected: "the key " + key, Hint: "or the key supply, with files in their own format"}))
		}
	}
}

// arrangeFacilities sorts facilities by id, before anything refers to them.
func arrangeFacilities(n *network.Network) {
	sorted, back := population.Sorting(len(n.Facilities), func(i, j int) int { return strings.Compare(n.Facilities[i].ID, n.Facilities[j].ID) })
	n.Facilities, n.Order = population.Sorted(n.Facilities, 1, sorted), back
}

// arrangePoints sorts points by facility and service.
func arrangePoints(n *network.Network) {
	sorted, _ := population.Sorting(len(n.Points), func(i, j int) int {
		return cmp.Or(cmp.Compare(n.Points[i].Facility, n.Points[j].Facility), cmp.Compare(n.Points[i].Service, n.Points[j].Service))
	})
	n.Points = population.Sorted(n.Points, 1, sorted)
}

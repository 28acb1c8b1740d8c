package batch

import (
	"cmp"
	"math"
	"slices"

	"saavu/pkg/report"
)

// figureChange is how a figure of the whole county differs from the run before.
type figureChange struct {
	name     string // of the figure
	unit     string
	task     string // in which it changed most
	was, now float64
	tasks    int     // in which it changed by more than the tolerance
	size     float64 // the change as a multiple of the tolerance
}

// shownChanges is how many changes a report has.
const shownChanges = 10

// tolerances are by how much a figure has to change to be reported, by unit; what has
// another unit has to change by a hundredth. Changes of different units are put in order
// by how many times the tolerance they are.
var tolerances = map[string]float64{
	"share": 0.005, "people": 50, "contacts/year": 200, "EUR/year": 20_000, "EUR": 20_000, "min": 0.5, "h/year": 100,
}

// comparing finds what changed in tasks whose result is another one than before.
type comparing struct {
	groups map[[2]string]string // target group by county and service
	names  map[bool][]string    // measures: of a service, and of all services
	tasks  map[string]int       // that have another result, with their numbers
	was    map[comparedRow]float64
	found  map[string]*figureChange // by name
}

type comparedRow struct {
	task             int
	service, measure string
}

// comparing prepares a comparison with the run before.
func (a *assessment) comparing() *comparing {
	c := &comparing{groups: map[[2]string]string{}, names: map[bool][]string{}, tasks: map[string]int{}, was: map[comparedRow]float64{}, found: map[string]*figureChange{}}
	for _, of := range a.w.counties {
		for _, s := range of.of.Base.Network.Services {
			c.groups[[2]string{of.of.ID, s.ID}] = s.Target.String()
		}
	}
	for _, n := range entries("", "", report.RowFigures()) {
		c.names[true] = append(c.names[true], n.of.measure)
	}
	for _, n := range entries("", "", report.NetworkFigures()) {
		c.names[false] = append(c.names[false], n.of.measure)
	}
	return c
}

// changed lists the tasks whose results differ.
func (c *comparing) changed(tasks []*Task, keys map[string]string) {
	for i, t := range tasks {
		if was := keys[t.Name()]; was != "" && t.Key != "" && was != t.Key {
			c.tasks[t.Name()] = i
		}
	}
}

// row returns the row that is compared; false if it is of an area, a point or a group.
func (c *comparing) row(task string, r *figureRow) (comparedRow, bool) {
	i, ok := c.tasks[task]
	if !ok || r.Area != "" || r.Facility != "" || r.Value == nil || r.Group != c.groups[[2]string{r.County, r.Service}] {
		return comparedRow{}, false
	}
	_, ok = slices.BinarySearch(c.names[r.Service != ""], r.Measure)
	return comparedRow{i, r.Service, r.Measure}, ok
}

// compares reports whether a measure is compared.
func (c *comparing) compares(measure string) bool {
	for _, list := range c.names {
		if _, ok := slices.BinarySearch(list, measure); ok {
			return true
		}
	}
	return false
}

// before keeps a figure of the run before.
func (c *comparing) before(task string, r *figureRow) {
	if k, ok := c.row(task, r); ok {
		c.was[k] = *r.Value
	}
}

// add compares a figure of this run.
func (c *comparing) add(task string, r *figureRow) {
	k, ok := c.row(task, r)
	was, known := c.was[k]
	if !ok || !known {
		return
	}
	tolerance, ok := tolerances[r.Unit]
	if !ok {
		tolerance = max(0.01*math.Abs(was), 1e-9)
	}
	size := math.Abs(*r.Value-was) / tolerance
	if size <= 1 {
		return
	}
	service := r.Service
	if service == "" {
		service = allServices
	}
	name := written([]string{r.Measure, service})
	of := c.found[name]
	if of == nil {
		of = &figureChange{name: name, unit: r.Unit}
		c.found[name] = of
	}
	if of.tasks++; size > of.size {
		of.size, of.task, of.was, of.now = size, task, was, *r.Value
	}
}

// largest lists the figures that changed most.
func (c *comparing) largest() []figureChange {
	var out []figureChange
	for _, of := range c.found {
		out = append(out, *of)
	}
	slices.SortFunc(out, func(a, b figureChange) int { return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(a.name, b.name)) })
	return out
}

package batch

import (
	"cmp"
	"slices"

	"saavu/pkg/report"
)

// figureChange is how a figure of the whole county differs from the night before.
type figureChange struct {
	county, service, measure string
	unit                     string
	task                     string // in which it changed most
	was, now                 float64
	lost, found              bool // of a measure of the set: it is not known now, or was not before
	tasks                    int  // in which it changed by more than the tolerance
	tier, part               int
	size                     float64
}

// shownChanges is how many changes of a part of the network a report has.
const shownChanges = 5

// comparing finds what changed in tasks whose result is another one than before.
type comparing struct {
	groups map[[2]string]string // target group by county and service
	names  map[bool][]string    // measures: of a service, and of all services
	tasks  map[string]int       // that have another result, with their numbers
	set    map[string]int       // that have a result from before, with their numbers, for the measure of the set
	order  []*Task              // by number
	was    map[comparedRow]float64
	units  map[comparedRow]string
	found  map[comparedFigure]*figureChange
	known  int // figures that were not known before

	from      map[string]*past          // the night before of each task
	publishes func(measure string) bool // this run has it
}

type comparedRow struct {
	task             int
	service, measure string
}

type comparedFigure struct{ county, service, measure string }

// comparing prepares a comparison with the nights before.
func (a *assessment) comparing() *comparing {
	c := &comparing{groups: map[[2]string]string{}, names: map[bool][]string{}, tasks: map[string]int{}, set: map[string]int{}, order: a.w.tasks,
		publishes: a.w.publishes, was: map[comparedRow]float64{}, units: map[comparedRow]string{}, found: map[comparedFigure]*figureChange{}}
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
func (c *comparing) changed(tasks []*Task, from map[string]*past) {
	c.from = from
	for i, t := range tasks {
		if p := from[t.Name()]; p != nil && t.Key != "" {
			c.set[t.Name()] = i // it depends on the other options too
			if p.keys[t.Name()] != t.Key {
				c.tasks[t.Name()] = i
			}
		}
	}
}

// row returns the row that is compared; false if it is of an area, a point or a group.
func (c *comparing) row(task string, r *figureRow) (comparedRow, bool) {
	i, ok := c.tasks[task]
	if r.Measure == ofTheSet {
		i, ok = c.set[task]
	}
	if !ok || r.Area != "" || r.Facility != "" || r.Value == nil || r.Group != c.groups[[2]string{r.County, r.Service}] {
		return comparedRow{}, false
	}
	_, ok = slices.BinarySearch(c.names[r.Service != ""], r.Measure)
	return comparedRow{i, r.Service, r.Measure}, ok
}

// compares reports whether a measure is compared in some task.
func (c *comparing) compares(measure string) bool {
	if len(c.tasks) == 0 && (measure != ofTheSet || len(c.set) == 0) {
		return false
	}
	for _, list := range c.names {
		if _, ok := slices.BinarySearch(list, measure); ok {
			return true
		}
	}
	return false
}

// before keeps a figure of a night before.
func (c *comparing) before(task string, r *figureRow) {
	if k, ok := c.row(task, r); ok && c.publishes(r.Measure) {
		c.was[k], c.units[k] = *r.Value, r.Unit
	}
}

// add compares a figure of this run.
func (c *comparing) add(task string, r *figureRow) {
	k, ok := c.row(task, r)
	if !ok {
		return
	}
	was, known := c.was[k]
	if delete(c.was, k); !known && k.measure == ofTheSet {
		if c.from[task].publishes(ofTheSet) {
			c.ofSet(k, r.Unit, figureChange{now: *r.Value, found: true})
		}
		return
	}
	if !known {
		c.known += btoi(c.from[task].publishes(r.Measure))
		return
	}
	if !beyond(r.Unit, was, *r.Value) {
		return
	}
	of := c.of(c.found, k, r.Unit)
	if size := relative(was, *r.Value); of.tasks == 1 || size > of.size {
		of.size, of.task, of.was, of.now, of.lost, of.found = size, task, was, *r.Value, false, false
	}
}

// of counts a task of a figure.
func (c *comparing) of(list map[comparedFigure]*figureChange, k comparedRow, unit string) *figureChange {
	t := c.order[k.task]
	name := comparedFigure{t.County, k.service, k.measure}
	f := list[name]
	if f == nil {
		f = &figureChange{county: t.County, service: k.service, measure: k.measure, unit: unit, tier: tierOf(k.measure, true), part: slices.Index(parts, partOf(k.measure))}
		list[name] = f
	}
	f.tasks++
	return f
}

// ofSet counts a task in which a measure of the set is known in one of the runs only. Of
// several such tasks the first is named.
func (c *comparing) ofSet(k comparedRow, unit string, of figureChange) {
	f := c.of(c.found, k, unit)
	if at := slices.IndexFunc(c.order, func(t *Task) bool { return t.Name() == f.task }); f.size < 1 || k.task < at {
		f.size, f.task, f.was, f.now, f.lost, f.found = 1, c.order[k.task].Name(), of.was, of.now, of.lost, of.found
	}
}

// largest lists the figures that changed by more than their tolerance, and those that are
// not known any more, the most important first; and how many were not known before.
func (c *comparing) largest() (changed, unknown []figureChange, nowKnown int) {
	lost := map[comparedFigure]*figureChange{}
	first := map[*figureChange]int{}
	for k, was := range c.was {
		if k.measure == ofTheSet { // off the frontier there is no price
			c.ofSet(k, c.units[k], figureChange{was: was, lost: true})
			continue
		}
		f := c.of(lost, k, c.units[k])
		if at, ok := first[f]; !ok || k.task < at {
			first[f], f.task, f.was = k.task, c.order[k.task].Name(), was
		}
	}
	return sorted(c.found), sorted(lost), c.known
}

func sorted(of map[comparedFigure]*figureChange) []figureChange {
	var out []figureChange
	for _, f := range of {
		out = append(out, *f)
	}
	slices.SortFunc(out, func(a, b figureChange) int {
		return cmp.Or(a.tier-b.tier, cmp.Compare(b.size, a.size), a.part-b.part, cmp.Compare(a.service, b.service), cmp.Compare(a.measure, b.measure), cmp.Compare(a.county, b.county))
	})
	return out
}

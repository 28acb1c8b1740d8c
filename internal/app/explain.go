package app

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/internal/naming"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// Explained is a place to explain: one of the three.
type Explained struct {
	Cell     string     // a cell by its id
	At       *orb.Point // the cell with people that is nearest to a place, EPSG:3067
	Facility string     // a facility by id or name
}

// Explanation is the answer about a place.
type Explanation struct {
	report.Explanation
	Added  []string         // ids of options that were added for comparison
	Notes  []report.Message // notes of reading the files
	Asides []string         // notes about names and the county's store; not part of the result
}

// farthest is how far a place may be from the nearest cell with people, in metres. A
// place farther away is probably in another county.
const farthest = 5000

// Explain explains a place in an option of the county: the only one of the request, or
// its changes, or today's network. Service "" means all services. An unknown name is
// Unknown; a cell where nobody of the county lives, or a facility without the service,
// is Unfit.
func (s *Session) Explain(ctx context.Context, q Request, place Explained) (*Explanation, error) {
	if len(q.Options) == 0 && len(q.WhatIf) == 0 {
		q.Options = []string{Today}
	}
	if q.Service == "" {
		q.Service = everyService
	}
	q.Frame = "staff"
	c, options, err := s.ask(&q)
	if err != nil {
		return nil, err
	}
	list, err := services(c.Base.Network.Services, q.Service)
	if err != nil {
		return nil, err
	}
	cell := cellOf(c.Base.Grid, place)
	if place.Facility == "" {
		if err := cell.fault(c.Base.Grid, place); err != nil {
			return nil, err
		}
	}
	p, err := s.readyFor(ctx, &q, c, options.list)
	if err != nil {
		return nil, err
	}
	x, err := p.Explain(ctx, options.list, options.named[len(options.named)-1].ID)
	if err != nil {
		return nil, blamed(ctx, &q, c, err)
	}
	out := &Explanation{Added: options.added, Notes: c.Notes, Asides: c.Asides}
	var made *report.Explanation
	if place.Facility != "" {
		made, err = q.facility(x, c, place.Facility, list, out)
	} else if made, err = x.Cell(cell.at, list); err == nil {
		made.Cell.Distance, made.Cell.Empty = cell.away, cell.empty
	}
	if err != nil {
		return nil, unfit(ctx, err)
	}
	out.Explanation = *made
	out.Names = c.Names
	out.County, out.Name, out.Synthetic, out.Demo = c.ID, c.Name, c.Synthetic, c.Demo
	return out, nil
}

// facility explains a facility of the option or of today's network.
func (q *Request) facility(x *engine.Explainer, c *load.County, text string, list []string, out *Explanation) (*report.Explanation, error) {
	things := facilityThings(x.Network())
	for _, t := range facilityThings(c.Base.Network) {
		if !slices.ContainsFunc(things, func(have naming.Thing) bool { return have.ID == t.ID }) {
			things = append(things, t)
		}
	}
	t := &resolver{}
	id, hint := t.resolve("facility", text, things)
	if !slices.ContainsFunc(things, func(have naming.Thing) bool { return have.ID == id }) {
		return nil, &Unknown{What: "facility", Name: text, Hint: hint.text}
	}
	out.Asides = append(out.Asides, t.notes...)
	made, err := x.Facility(id, list)
	if err != nil || len(made.Services) > 0 {
		return made, err
	}
	all, err := services(c.Base.Network.Services, everyService)
	if err != nil {
		return nil, err
	}
	if made, err = x.Facility(id, all); err != nil {
		return nil, err
	}
	option := made.Option().ID
	if len(made.Services) == 0 {
		return nil, fmt.Errorf("facility %s gives no service today or in option %s: nothing can be explained", id, option)
	}
	var gives []string
	for _, v := range made.Services {
		gives = append(gives, v.ID)
	}
	return nil, fmt.Errorf("facility %s does not give %s; it gives %s", id, strings.Join(list, ", "), strings.Join(gives, ", "))
}

// found is the cell of a place.
type found struct {
	at    int     // in the grid; -1 for none
	away  float64 // metres from the place to the centre; NaN for a cell by its id
	empty string  // id of the cell without people that holds the place
	lived bool    // for a cell by its id: people of the county live there
	near  int     // for a cell by its id where nobody lives: the nearest with people, -1 for none
}

// cellOf finds the cell of a place: the one with the id, or the nearest with people of
// the county.
func cellOf(g *population.Grid, place Explained) found {
	out := found{at: -1, away: math.NaN(), near: -1}
	switch {
	case place.At != nil:
		out.at, out.away = nearestLived(g, *place.At)
		for i, c := range g.Centres {
			if i != out.at && math.Max(math.Abs(c[0]-place.At[0]), math.Abs(c[1]-place.At[1])) <= g.Side/2 && !closer(g, out.at, i, *place.At) {
				out.empty = g.Name(i)
			}
		}
	case place.Cell != "":
		for i := range g.Cells() {
			if g.Name(i) == place.Cell {
				out.at = i
			}
		}
		if out.at >= 0 {
			out.near, _ = nearestLived(g, g.Centres[out.at])
			for _, n := range g.People[out.at*population.Ages : (out.at+1)*population.Ages] {
				out.lived = out.lived || n > 0 && g.Area[out.at] >= 0
			}
		}
	}
	return out
}

// closer reports whether a cell is as near to a place as another one.
func closer(g *population.Grid, a, b int, at orb.Point) bool {
	return a >= 0 && distance(g.Centres[a], at) <= distance(g.Centres[b], at)
}

func distance(a, b orb.Point) float64 { return math.Hypot(a[0]-b[0], a[1]-b[1]) }

// leastPeople is the fewest people of a cell that a place stands for. A grid that was
// moved to other cells may have parts of a person.
const leastPeople = 0.5

// nearestLived finds the nearest cell of the county's areas where people live; -1 for
// none.
func nearestLived(g *population.Grid, at orb.Point) (cell int, metres float64) {
	cell, metres = -1, math.Inf(1)
	for i, n := range g.Sum(population.Everyone()) {
		if d := distance(g.Centres[i], at); n >= leastPeople && g.Area[i] >= 0 && d < metres {
			cell, metres = i, d
		}
	}
	return cell, metres
}

// fault states why a cell cannot be explained; nil if it can.
func (f *found) fault(g *population.Grid, place Explained) error {
	switch {
	case place.At != nil && (f.at < 0 || f.away > farthest):
		return &Unfit{Err: fmt.Errorf("%.0f,%.0f is not in the county: the nearest cell where people live is %.1f km away, expected at most %d km", place.At[0], place.At[1], f.away/1000, farthest/1000)}
	case f.at < 0:
		return &Unknown{What: "cell", Name: place.Cell, Hint: fmt.Sprintf("the grid has %d cells, such as %s; a place as x,y or lat,lon finds the nearest", g.Cells(), g.Name(0))}
	case place.At != nil || f.lived:
		return nil
	}
	near := ""
	if f.near >= 0 {
		near = fmt.Sprintf("; the nearest cell where people of the county live is %s, %.0f m away", g.Name(f.near), distance(g.Centres[f.near], g.Centres[f.at]))
	}
	if g.Area[f.at] < 0 {
		return &Unfit{Err: fmt.Errorf("cell %s is outside the county's areas%s", place.Cell, near)}
	}
	return &Unfit{Err: fmt.Errorf("nobody lives in cell %s%s", place.Cell, near)}
}

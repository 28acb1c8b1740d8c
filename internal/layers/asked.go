package layers

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/internal/words"
	"saavu/pkg/network"
)

// askedLayer is a kind of layers that are written on request.
type askedLayer struct {
	name  string
	flows bool // it needs where people go
	make  func(s *Maps) []gpkg.Layer
}

// askedLayers lists them in their order in a file.
func askedLayers() []askedLayer {
	return []askedLayer{
		{"catchments", true, (*Maps).catchments},
		{"allocations", true, (*Maps).allocations},
		{"unserved", true, (*Maps).unserved},
		{"isochrones", false, (*Maps).isochrones},
		{"area_scores", false, (*Maps).areaScores},
	}
}

// Asked lists the kinds of layers that a file has on request only.
func Asked() []string {
	var list []string
	for _, a := range askedLayers() {
		list = append(list, a.name)
	}
	return list
}

// NeedFlows reports whether layers that were asked for need Result.Flows.
func NeedFlows(names []string) bool {
	return slices.ContainsFunc(askedLayers(), func(a askedLayer) bool { return a.flows && slices.Contains(names, a.name) })
}

// checkAsked finds names of no kind, and flows that are missing.
func (s *Maps) checkAsked() []error {
	var faults []error
	for _, name := range s.Asked {
		if !slices.Contains(Asked(), name) {
			faults = append(faults, fmt.Errorf("layers: no kind %q, expected %s", name, strings.Join(Asked(), ", ")))
		}
	}
	if NeedFlows(s.Asked) && s.Flows == nil {
		faults = append(faults, fmt.Errorf("layers: %s need where people go, which was not computed", strings.Join(s.Asked, ", ")))
	}
	return faults
}

// asked makes the layers that were asked for, of the services that maps show.
func (s *Maps) asked() []gpkg.Layer {
	var list []gpkg.Layer
	for _, a := range askedLayers() {
		if slices.Contains(s.Asked, a.name) {
			list = append(list, a.make(s)...)
		}
	}
	return list
}

// said is the language of titles.
func (s *Maps) said() *words.Words {
	if s.Words == nil {
		return english
	}
	return s.Words
}

// askedTitle is a layer's title with what is not real.
func (s *Maps) askedTitle(key string) string {
	return strings.Join(append([]string{s.said().Text("saved." + key)}, board.World(s.said(), &s.Report)...), " · ")
}

// askedAbout is a layer's description with the services that it has.
func (s *Maps) askedAbout(key string) string {
	var names []string
	for _, v := range s.mapped {
		names = append(names, board.ServiceName(s.said(), &s.Report, v))
	}
	return s.said().Text("saved."+key+"_about", "services", names)
}

// rowsLayer makes a layer of rows from their columns.
func rowsLayer[T any](l gpkg.Layer, list []pointColumn[T], rows []T, shape func(row *T) orb.Geometry) gpkg.Layer {
	for _, c := range list {
		l.Columns = append(l.Columns, c.Column)
	}
	l.EPSG, l.Len = Coordinates, len(rows)
	l.Row = func(i int, values []any) orb.Geometry {
		for c := range list {
			values[c] = list[c].value(&rows[i])
		}
		return shape(&rows[i])
	}
	return l
}

// column is a column of a layer on request with its title in the language.
func column[T any](w *words.Words, name, kind string, value func(*T) any) pointColumn[T] {
	return pointColumn[T]{gpkg.Column{Name: name, Type: kind, Title: w.Text("saved.col_" + name)}, value}
}

// placeOf is where a facility is in an option; nil if it is not known.
func (s *Maps) placeOf(option int, id string) (*network.Facility, orb.Geometry) {
	list := s.Counties[option].Network.Facilities
	i := slices.IndexFunc(list, func(f network.Facility) bool { return f.ID == id })
	if i < 0 {
		return nil, nil
	}
	if f := &list[i]; drawable(f) {
		return f, f.At
	}
	return &list[i], nil
}

// calledPlace is the name of a facility in the language; its id if it has none.
func (s *Maps) calledPlace(option int, id string) string {
	f, _ := s.placeOf(option, id)
	if f == nil {
		return id
	}
	return s.said().Name(f.Called().Every(id))
}

// number is a number, NULL for one that is not finite.
func number(v float64) any { return known(v, !math.IsNaN(v) && !math.IsInf(v, 0)) }

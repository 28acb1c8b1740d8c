package layers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/gpkg"
	"saavu/internal/words"
	"saavu/pkg/network"
)

// askedLayer is a kind of layers that are written on request.
type askedLayer struct {
	name   string
	flows  bool // it needs where people go
	secret bool // no public file has it, as its numbers of cells can be solved for few people
	make   func(f *file)
}

// askedLayers lists them in their order in a file.
func askedLayers() []askedLayer {
	return []askedLayer{
		{"catchments", true, false, (*file).catchments},
		{"allocations", true, true, (*file).allocations},
		{"unserved", true, true, (*file).unserved},
		{"isochrones", false, false, (*file).isochrones},
		{"area_scores", false, false, (*file).areaScores},
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

// Unpublished lists those of some kinds of layers that no public file has.
func Unpublished(names []string) []string {
	var list []string
	for _, a := range askedLayers() {
		if a.secret && slices.Contains(names, a.name) {
			list = append(list, a.name)
		}
	}
	return list
}

// checkAsked finds names of no kind, flows that are missing, and layers that no public
// file has.
func (s *Maps) checkAsked() []error {
	var faults []error
	for _, name := range s.Asked {
		if !slices.Contains(Asked(), name) {
			faults = append(faults, fmt.Errorf("layers: no kind %q, expected %s", name, strings.Join(Asked(), ", ")))
		}
	}
	if secret := Unpublished(s.Asked); s.Public() && secret != nil {
		faults = append(faults, fmt.Errorf("layers: a public file has no %s", strings.Join(secret, ", ")))
	}
	if NeedFlows(s.Asked) && s.Flows == nil {
		faults = append(faults, fmt.Errorf("layers: %s need where people go, which was not computed", strings.Join(s.Asked, ", ")))
	}
	return faults
}

// asked adds the layers that were asked for, of the services that maps show.
func (f *file) asked() {
	for _, a := range askedLayers() {
		if slices.Contains(f.Asked, a.name) {
			a.make(f)
		}
	}
}

// askedTitle is a layer's title with what is not real.
func (f *file) askedTitle(key string) string { return f.titled(f.w.Text("saved." + key)) }

// askedAbout is a layer's description with the services that it has.
func (f *file) askedAbout(key string) string {
	var names []string
	for _, v := range f.mapped {
		names = append(names, f.service(v))
	}
	return f.w.Text("saved_about."+key, "services", names)
}

// column is a column of a layer on request with its title in the language.
func column[T any](w *words.Words, name, kind string, value func(*T) any) rowColumn[T] {
	return rowColumn[T]{gpkg.Column{Name: name, Type: kind, Title: w.Text("saved.col_" + name)}, value}
}

// placeOf is where a facility is in an option; nil if it is not known.
func (f *file) placeOf(option int, id string) (*network.Facility, orb.Geometry) {
	list := f.Counties[option].Network.Facilities
	i := slices.IndexFunc(list, func(x network.Facility) bool { return x.ID == id })
	if i < 0 {
		return nil, nil
	}
	if x := &list[i]; drawable(x) {
		return x, x.At
	}
	return &list[i], nil
}

// calledPlace is the name of a facility in the language; its id if it has none.
func (f *file) calledPlace(option int, id string) string {
	x, _ := f.placeOf(option, id)
	if x == nil {
		return id
	}
	return f.w.Name(x.Called().Every(id))
}

package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/internal/naming"
	"saavu/pkg/lang"
	"saavu/pkg/params"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// lever is one thing that a sweep or a search changes.
type lever struct {
	report.Swept
	id     string // of the service; of the area, or everyArea
	bounds params.Bounds
}

// everyArea stands for the people of all areas.
const everyArea = "all"

// mostPeople is the largest factor of the people of an area.
const mostPeople = 10

// leverForms are what a sweep and a search may change, for error messages.
const leverForms = "a parameter of the county, set.PARAMETER, remote.SERVICE, or people.AREA"

// leverOf finds what a word of a sweep or a search changes. A name of a service or an
// area works like its id.
func leverOf(c *load.County, word string, r *resolver) (lever, error) {
	kind, name, _ := strings.Cut(word, ".")
	if _, exact := c.Base.Params.Get(word); exact {
		return parameterLever(c, report.SweptParameter, word, word)
	}
	switch kind {
	case "remote":
		return remoteLever(c, name, r)
	case "people":
		return peopleLever(c, name, r)
	case "set":
		path, _ := r.resolve("parameter", name, parameterThings(c.Base.Params))
		return parameterLever(c, report.SweptSet, "set."+path, path)
	}
	path, _ := r.resolve("parameter", word, parameterThings(c.Base.Params))
	return parameterLever(c, report.SweptParameter, path, path)
}

func parameterLever(c *load.County, kind report.SweptKind, key, path string) (lever, error) {
	p, known := c.Base.Params.Get(path)
	if !known {
		hint := cmp.Or(meant(path, parameterThings(c.Base.Params)), naming.Suggest(path, pathsOf(c.Base.Params)))
		if hint == "" {
			hint = "expected " + leverForms + "; saavu list parameters lists the parameters"
		}
		return lever{}, &Unknown{What: "parameter", Name: path, Hint: hint}
	}
	if p.Text != "" {
		return lever{}, &Unfit{fmt.Errorf("%s holds the text %q, not a number", path, p.Text)}
	}
	return lever{Swept: report.Swept{Key: key, Kind: kind, Path: path, Names: p.Name, Unit: p.Unit, Value: valueOf(p)}, bounds: p.Bounds()}, nil
}

func pathsOf(t params.Tree) []string {
	var out []string
	for _, p := range t.All() {
		out = append(out, p.Path)
	}
	return out
}

// valueOf returns the value of a parameter; NaN if it is not known.
func valueOf(p params.Param) float64 {
	if !p.Known {
		return nan
	}
	return p.V
}

func remoteLever(c *load.County, word string, r *resolver) (lever, error) {
	n := c.Base.Network
	id, _ := r.resolve("service", word, serviceThings(n.Services))
	s := n.Service(id)
	if s < 0 {
		var ids []string
		for i := range n.Services {
			ids = append(ids, n.Services[i].ID)
		}
		return lever{}, &Unknown{What: "service", Name: word, Known: ids, Hint: meant(word, serviceThings(n.Services))}
	}
	v := &n.Services[s]
	if v.InPersonOnly || v.RemoteMinutes == "" {
		return lever{}, &Unfit{fmt.Errorf("%s has no remote contacts", id)}
	}
	bounds, _ := params.UnitBounds("share")
	now := nan
	if p, ok := c.Base.Params.Get(v.RemoteNow); ok {
		now = valueOf(p)
	}
	return lever{Swept: report.Swept{Key: "remote." + id, Kind: report.SweptRemote, Names: v.Short.Or(v.Name), Unit: "share", Value: now}, id: id, bounds: bounds}, nil
}

func peopleLever(c *load.County, word string, r *resolver) (lever, error) {
	out := lever{Swept: report.Swept{Kind: report.SweptPeople, Unit: "ratio", Value: 1}, bounds: params.Bounds{Hi: mostPeople, Above: true}}
	if word == everyArea {
		out.Key, out.id, out.Names = "people."+everyArea, everyArea, c.Names.Every(c.Name)
		return out, nil
	}
	areas := c.Base.Grid.Areas
	var things []naming.Thing
	known := []string{everyArea}
	for i := range areas {
		things = append(things, naming.Thing{ID: areas[i].ID, Names: called(areas[i].Name, areas[i].Names)})
		known = append(known, areas[i].ID)
	}
	id, _ := r.resolve("area", word, things)
	for i := range areas {
		if areas[i].ID == id {
			out.Key, out.id, out.Names = "people."+id, id, areas[i].Names.Or(lang.Same(areas[i].Name))
			return out, nil
		}
	}
	return lever{}, &Unknown{What: "area", Name: word, Known: known, Hint: meant(word, things)}
}

// check refuses a value that the lever cannot have.
func (l *lever) check(v float64) error {
	if l.bounds.Holds(v) {
		return nil
	}
	hint := l.bounds.Slip(strconv.FormatFloat(v, 'g', -1, 64))
	switch {
	case l.Kind != report.SweptPeople:
	case v <= 0:
		hint = "an area without people has no need to compare: begin above 0, as at 0.1"
	default:
		hint = "the factor of the present number of people: 1.2 is a fifth more"
	}
	if hint != "" {
		hint = " (" + hint + ")"
	}
	return &Unfit{fmt.Errorf("%s cannot be %s: expected %s%s", l.Key, strconv.FormatFloat(v, 'g', -1, 64), l.bounds, hint)}
}

// ofOptions reports whether a lever changes options, not the county.
func (l *lever) ofOptions() bool { return l.Kind == report.SweptSet || l.Kind == report.SweptRemote }

// refusal returns why a lever changes nothing in a comparison.
func (l *lever) refusal(p *engine.Prepared, options []scenario.Option) error {
	if l.ofOptions() && !slices.ContainsFunc(options, changeable) {
		return &Unfit{fmt.Errorf("%s changes options that are compared with another one, and there is none: name an option, or add a what-if flag such as --remote SERVICE=SHARE", l.Key)}
	}
	if l.Path == "" {
		return nil
	}
	if err := p.CanVary(l.Path, options); err != nil {
		return &Unfit{fmt.Errorf("%s: %w", l.Key, err)}
	}
	return nil
}

// changeable reports whether an option is compared with another one: a reference has
// to stay as it is.
func changeable(o scenario.Option) bool { return o.Against != "" && o.Against != o.ID }

// varied is a county and its options with other values of some levers.
type varied struct {
	prepared *engine.Prepared
	options  []scenario.Option
}

// with returns the county and the options in which levers have values.
func (w varied) with(ctx context.Context, c *load.County, levers []lever, values []float64) (varied, error) {
	var v engine.Variation
	out := varied{w.prepared, slices.Clone(w.options)}
	for k := range levers {
		l := &levers[k]
		switch l.Kind {
		case report.SweptParameter:
			if v.Params == nil {
				v.Params = map[string]float64{}
			}
			v.Params[l.Path] = values[k]
		case report.SweptPeople:
			if v.People == nil {
				v.People = slices.Repeat([]float64{1}, len(c.Base.Grid.Areas))
			}
			for i := range v.People {
				if l.id == everyArea || c.Base.Grid.Areas[i].ID == l.id {
					v.People[i] *= values[k]
				}
			}
		default:
			for i, o := range out.options {
				if changeable(o) {
					out.options[i].Changes = l.changes(o.Changes, values[k])
				}
			}
		}
	}
	if v.Params == nil && v.People == nil {
		return out, nil
	}
	var err error
	out.prepared, err = w.prepared.Varied(ctx, v)
	return out, err
}

// changes returns the changes of an option in which a lever has a value, in the place
// of the option's own value. The value of today needs no change.
func (l *lever) changes(list []scenario.Change, v float64) []scenario.Change {
	var out []scenario.Change
	done := false
	put := func(c scenario.Change, keep bool) {
		if keep && !done {
			out = append(out, c)
		}
		done = true
	}
	for _, c := range list {
		switch c := c.(type) {
		case *scenario.AddRemote:
			if l.Kind == report.SweptRemote && c.Service == l.id {
				put(&scenario.AddRemote{Service: l.id, Share: v, Support: c.Support}, c.Support || v != l.Value)
				continue
			}
		case *scenario.Set:
			if l.Kind == report.SweptSet && c.Path == l.Path {
				put(&scenario.Set{Path: l.Path, Value: v}, v != l.Value)
				continue
			}
		}
		out = append(out, c)
	}
	if !done && l.Kind == report.SweptRemote {
		put(&scenario.AddRemote{Service: l.id, Share: v}, v != l.Value)
	} else if !done {
		put(&scenario.Set{Path: l.Path, Value: v}, v != l.Value)
	}
	return out
}

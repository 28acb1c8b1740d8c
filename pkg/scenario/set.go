package scenario

import "math"

// Set changes a parameter.
type Set struct {
	Path  string
	Value float64
}

// Kind is "set".
func (*Set) Kind() string { return "set" }

// Lever is Parameters.
func (*Set) Lever() Lever { return Parameters }

// Fields lists the fields of the change.
func (s *Set) Fields() []Field {
	return []Field{
		{Name: "path", Value: &s.Path, Need: true, Key: true, About: "path of a parameter, and its value"},
		{Name: "value", Value: &s.Value, Need: true},
	}
}

// apply sets a parameter to another value, without a range. A value outside the
// parameter's low and high is accepted, since the planner decides. It refuses
// an unknown path, a parameter with a text, a value that is not a finite number
// within the parameter's bounds, and the present value.
func (s *Set) apply(d *draft) {
	p, ok := d.Params.Get(s.Path)
	switch {
	case !ok:
		d.unknown("path", "parameter", s.Path, nearest(s.Path, d.paths()))
	case p.Text != "":
		d.refuse("path", "", "%s holds the text %q, not a number", s.Path, p.Text)
	case math.IsNaN(s.Value) || math.IsInf(s.Value, 0):
		d.refuse("value", "", "%g is not a number", s.Value)
	case !p.Bounds().Holds(s.Value):
		d.refuse("value", p.Bounds().Slip(written(s.Value)), "%s cannot be %g, expected %s", s.Path, s.Value, p.Bounds())
	case p.Known && p.V == s.Value:
		d.refuse("value", "", "%s is already %g", s.Path, s.Value)
	}
	if d.refused() {
		return
	}
	tree, err := d.Params.With(s.Path, s.Value)
	if err != nil {
		d.refuse("value", "", "%s", err)
		return
	}
	d.Params = tree
}

// paths lists the parameters.
func (d *draft) paths() []string {
	list := d.Params.All()
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.Path
	}
	return out
}

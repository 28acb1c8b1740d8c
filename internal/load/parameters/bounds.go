package parameters

import (
	"fmt"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/params"
)

// Units holds the units of the parameters that services name, by path. A group
// of values by age has the path of the group.
type Units map[string]string

// of returns the unit that services expect of a path, empty if no service uses it.
func (s Units) of(path string) string {
	if unit, ok := s[path]; ok {
		return unit
	}
	if i := strings.LastIndexByte(path, '.'); i > 0 {
		if _, _, age := params.ParseAges(path[i+1:]); age {
			return s[path[:i]]
		}
	}
	return ""
}

// Named is a parameter that a service names.
type Named struct {
	Key, Path, Unit string
	ByAge           bool // a group of values by age
}

// checkUnit checks that the unit of a parameter is known and is the one that the
// computation expects.
func checkUnit(r *input.Reader, t *yaml.Tree, n *yaml.Node, p *params.Param) bool {
	want, fixed := params.FieldBounds(p.Path)
	at := n.Child("unit")
	switch {
	case at == nil || at.Dropped:
		return true
	case !params.KnownUnit(p.Unit):
		hint := naming.Suggest(p.Unit, params.Units())
		if hint == "" {
			hint = "units: " + strings.Join(params.Units(), ", ")
		}
		badParameter(r, t, at, p, "a known unit", hint)
		return false
	case fixed && want.Unit != "" && !params.SameUnit(p.Unit, want.Unit):
		badParameter(r, t, at, p, "the unit "+want.Unit, "the comparison expects that unit")
		return false
	}
	return true
}

// checkKind checks that the value fits the unit: a number, a text, or true or
// false.
func checkKind(r *input.Reader, t *yaml.Tree, n *yaml.Node, p *params.Param) bool {
	v := n.Child("v")
	_, isBool := v.Scalar.(bool)
	_, field := params.FieldBounds(p.Path)
	expected := ""
	switch {
	case !p.Known:
	case p.Unit == params.YesNo && !isBool:
		expected = "true or false"
	case p.Unit == params.Words && p.Text == "":
		expected = "a text"
	case p.Unit != params.YesNo && p.Unit != params.Words && p.Text != "" && (p.Unit != "" || field):
		b := p.Bounds()
		badParameter(r, t, v, p, b.String(), yaml.Slip(b, v))
		return false
	}
	if expected != "" {
		badParameter(r, t, v, p, expected, "the unit is "+p.Unit)
	}
	return expected == ""
}

// end reads the low or the high of a parameter. The default is its value, also for
// an end out of bounds, which is a problem.
func end(r *input.Reader, t *yaml.Tree, n *yaml.Node, key string, p *params.Param) float64 {
	at := n.Child(key)
	if at == nil || at.Scalar == nil || at.Dropped {
		return p.V
	}
	end := *p
	if end.V = at.Number(); !bounded(r, t, at, &end) {
		return p.V
	}
	return end.V
}

// bounded checks that a number of a parameter lies within its bounds.
func bounded(r *input.Reader, t *yaml.Tree, at *yaml.Node, p *params.Param) bool {
	b := p.Bounds()
	if b.Holds(p.V) {
		return true
	}
	badParameter(r, t, at, p, b.String(), yaml.Slip(b, at))
	return false
}

// placeholder gives an invalid parameter a value within its bounds, so that
// whatever depends on it can be checked too.
func placeholder(p params.Param) params.Param {
	b, ok := params.FieldBounds(p.Path)
	if !ok {
		if b, ok = params.UnitBounds(p.Unit); !ok {
			b, _ = params.UnitBounds("")
		}
	}
	p.Known, p.Text, p.Unit, p.V = true, "", b.Unit, b.Lo
	if b.Above {
		p.V = b.Hi
	}
	p.Lo, p.Hi = p.V, p.V
	return p
}

// badParameter reports what is wrong with a parameter.
func badParameter(r *input.Reader, t *yaml.Tree, at *yaml.Node, p *params.Param, expected, hint string) {
	if hint != "" {
		hint = ": " + hint
	}
	r.Problems.Add(problem.Problem{File: t.File, Row: at.Line, Char: at.Col, Found: at.Describe(), Expected: expected, Hint: p.Path + hint})
}

// crossed reports whether the low is above the high, which is a problem.
func crossed(r *input.Reader, t *yaml.Tree, n *yaml.Node, p *params.Param) bool {
	lo, hi := n.Child("lo"), n.Child("hi")
	if lo == nil || hi == nil || lo.Dropped || hi.Dropped || !lo.IsNumber() || !hi.IsNumber() || lo.Number() <= hi.Number() {
		return false
	}
	badParameter(r, t, lo, p, fmt.Sprintf("a low that is not above the high, %g", hi.Number()), "lo and hi may be exchanged")
	return true
}

// ranged checks that the low is not above the high. It notes a value outside the
// range, and extends the range to it.
func ranged(r *input.Reader, t *yaml.Tree, n *yaml.Node, p *params.Param) {
	switch {
	case crossed(r, t, n, p):
		p.Lo, p.Hi = p.V, p.V
	case p.V < p.Lo:
		r.Note("%s:%d: %s is %g, below its low of %g, so its range begins at the value", source.Base(t.File), n.Child("v").Line, p.Path, p.V, p.Lo)
		p.Lo = p.V
	case p.V > p.Hi:
		r.Note("%s:%d: %s is %g, above its high of %g, so its range ends at the value", source.Base(t.File), n.Child("v").Line, p.Path, p.V, p.Hi)
		p.Hi = p.V
	}
}

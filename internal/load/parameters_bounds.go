package load

import (
	"fmt"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/params"
)

// paramUnits holds the units of the parameters that services name, by path. A group
// of values by age has the path of the group.
type paramUnits map[string]string

// of returns the unit that services expect of a path, empty if no service uses it.
func (s paramUnits) of(path string) string {
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

// named is a parameter that a service names.
type named struct {
	key, path, unit string
	group           bool // by age
}

// names lists the parameters of a service by the keys that name them.
func (s *serviceFile) names() []named {
	list := []named{{"rates", s.Rates, "contacts/person/year", true}, {"remote_minutes", s.RemoteMinutes, "min", false},
		{"client_minutes", s.ClientMinutes, "min", false}, {"room_m2", s.RoomM2, "m2", false}, {"remote_max", s.RemoteMax, "share", false},
		{"remote_now", s.RemoteNow, "share", false}, {"unit_cost", s.UnitCost, "EUR/contact", false},
		{"remote_cost", s.RemoteCost, "EUR/contact", false}, {"fee", s.Fee, "EUR/contact", false}, {"window", s.Window, "days", false},
		{"non_urgent", s.NonUrgent, "share", false}}
	for i, p := range s.Staff {
		list = append(list, named{fmt.Sprintf("staff.%d.minutes", i), p.Minutes, "min", false}, named{fmt.Sprintf("staff.%d.wage", i), p.Wage, "EUR/h", false})
	}
	return list
}

// unitsOf collects the units of the parameters that services name.
func unitsOf(services []serviceFile) paramUnits {
	out := paramUnits{}
	for i := range services {
		for _, n := range services[i].names() {
			if n.path != "" {
				out[n.path] = n.unit
			}
		}
	}
	return out
}

// checkUnit checks that the unit of a parameter is known and is the one that the
// computation expects.
func (r *reader) checkUnit(t *yaml.Tree, n *yaml.Node, p *params.Param) bool {
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
		r.badParameter(t, at, p, "a known unit", hint)
		return false
	case fixed && want.Unit != "" && !params.SameUnit(p.Unit, want.Unit):
		r.badParameter(t, at, p, "the unit "+want.Unit, "the comparison expects that unit")
		return false
	}
	return true
}

// checkKind checks that the value fits the unit: a number, a text, or true or
// false.
func (r *reader) checkKind(t *yaml.Tree, n *yaml.Node, p *params.Param) bool {
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
		r.badParameter(t, v, p, b.String(), yaml.Slip(b, v))
		return false
	}
	if expected != "" {
		r.badParameter(t, v, p, expected, "the unit is "+p.Unit)
	}
	return expected == ""
}

// end reads the low or the high of a parameter. The default is its value, also for
// an end out of bounds, which is a problem.
func (r *reader) end(t *yaml.Tree, n *yaml.Node, key string, p *params.Param) float64 {
	at := n.Child(key)
	if at == nil || at.Scalar == nil || at.Dropped {
		return p.V
	}
	end := *p
	if end.V = at.Number(); !r.bounded(t, at, &end) {
		return p.V
	}
	return end.V
}

// bounded checks that a number of a parameter lies within its bounds.
func (r *reader) bounded(t *yaml.Tree, at *yaml.Node, p *params.Param) bool {
	b := p.Bounds()
	if b.Holds(p.V) {
		return true
	}
	r.badParameter(t, at, p, b.String(), yaml.Slip(b, at))
	return false
}

// inBounds checks that a number of the file lies within the bounds of its unit.
func (r *reader) inBounds(t *yaml.Tree, v float64, unit string, path ...string) {
	if b, ok := params.UnitBounds(unit); ok && !b.Holds(v) {
		r.wrong(t, b.String(), yaml.Slip(b, t.Root.Find(path...)), path...)
	}
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
func (r *reader) badParameter(t *yaml.Tree, at *yaml.Node, p *params.Param, expected, hint string) {
	if hint != "" {
		hint = ": " + hint
	}
	r.problems.Add(problem.Problem{File: t.File, Row: at.Line, Char: at.Col, Found: at.Describe(), Expected: expected, Hint: p.Path + hint})
}

// crossed reports whether the low is above the high, which is a problem.
func (r *reader) crossed(t *yaml.Tree, n *yaml.Node, p *params.Param) bool {
	lo, hi := n.Child("lo"), n.Child("hi")
	if lo == nil || hi == nil || lo.Dropped || hi.Dropped || !lo.IsNumber() || !hi.IsNumber() || lo.Number() <= hi.Number() {
		return false
	}
	r.badParameter(t, lo, p, fmt.Sprintf("a low that is not above the high, %g", hi.Number()), "lo and hi may be exchanged")
	return true
}

// ranged checks that the low is not above the high. It notes a value outside the
// range, and extends the range to it.
func (r *reader) ranged(t *yaml.Tree, n *yaml.Node, p *params.Param) {
	switch {
	case r.crossed(t, n, p):
		p.Lo, p.Hi = p.V, p.V
	case p.V < p.Lo:
		r.note("%s:%d: %s is %g, below its low of %g, so its range begins at the value", source.Base(t.File), n.Child("v").Line, p.Path, p.V, p.Lo)
		p.Lo = p.V
	case p.V > p.Hi:
		r.note("%s:%d: %s is %g, above its high of %g, so its range ends at the value", source.Base(t.File), n.Child("v").Line, p.Path, p.V, p.Hi)
		p.Hi = p.V
	}
}

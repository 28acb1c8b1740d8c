package parameters

import (
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
)

// RefuseUnknown refuses null parameters that the comparison of today depends on, and returns a
// problem of each that is missing.
func (s *Set) RefuseUnknown(r *input.Reader, b *scenario.Base) problem.Problems {
	p := params.NewReader(b.Params)
	m := delivery.Compile(p, b.Network)
	cost.Compile(p, b.Network, m, b.Year)
	s.RefuseNull(r, p)
	return s.missing(p)
}

// missing has a problem of each parameter that was asked for and is not there. Its place is
// that of a parameter of a similar path that nothing asked for, which is probably misspelt, or
// of the group that lacks it.
func (s *Set) missing(read *params.Reader) problem.Problems {
	own := s.own
	if len(read.Missing()) == 0 {
		return nil
	}
	var out problem.Problems
	asked := append(read.Used(), read.Unknown()...)
	var spare []string
	for _, p := range s.All() {
		if !slices.Contains(asked, p.Path) {
			spare = append(spare, p.Path)
		}
	}
	for _, path := range read.Missing() {
		if near, ok := scenario.Nearest(path, spare); ok && own.Root.Find(atPath(near)...).Kind == yaml.Map {
			out.Add(wrongPath(own, near, path, "a comparison needs this one and does not know the other: is it misspelt?"))
			continue
		}
		p := own.ProblemAt(problem.Problem{Expected: "the parameter " + path, Hint: "a comparison needs it; inherit: embedded gives those that a county lacks"}, atPath(path)...)
		if k := slices.IndexFunc(out, func(o problem.Problem) bool { return o.Found == "" && o.Row == p.Row && o.Char == p.Char }); k >= 0 {
			out[k].Expected = strings.Replace(out[k].Expected, "the parameter ", "the parameters ", 1) + ", " + path
			continue
		}
		out.Add(p)
	}
	return out
}

// atPath are the keys that lead to a parameter.
func atPath(path string) []string {
	return append([]string{yaml.ParametersKey}, strings.Split(path, ".")...)
}

// wrongPath is a problem of the path of a parameter of the file.
func wrongPath(own *yaml.Tree, path, expected, hint string) problem.Problem {
	n := own.Root.Find(atPath(path)...)
	return problem.Problem{File: own.File, Row: n.KeyLine, Char: n.KeyCol, Found: path, Expected: expected, Hint: hint}
}

// RefuseNull refuses null parameters that were read, each at its line. Unknown is not
// zero: read as 0, a null rate, duration, speed or price would give figures that look
// plausible. It reports whether any parameter was refused, now or before.
func (s *Set) RefuseNull(r *input.Reader, read *params.Reader) bool {
	for _, path := range read.Unknown() {
		if slices.Contains(s.nulls, path) {
			continue
		}
		s.nulls = append(s.nulls, path)
		at := append([]string{"parameters"}, strings.Split(path, ".")...)
		t := s.own
		if s.inherited != nil && t.Root.Find(at...).Kind != yaml.Map {
			t = s.inherited
		}
		p, _ := s.Get(path)
		r.Wrong(t, p.Bounds().String(), path+": the comparison depends on it; give your best figure and flag it as an assumption", append(at, "v")...)
	}
	return s.nulls != nil
}

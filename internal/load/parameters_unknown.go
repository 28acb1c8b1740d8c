package load

import (
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
)

// refuseUnknown refuses null parameters that the comparison of today depends on, and returns a
// problem of each that is missing.
func (r *reader) refuseUnknown(b *scenario.Base, own *yaml.Tree) problem.Problems {
	p := params.NewReader(b.Params)
	m := delivery.Compile(p, b.Network)
	cost.Compile(p, b.Network, m, b.Year)
	r.refuseNull(b, p, own)
	return r.missing(b, p, own)
}

// missing has a problem of each parameter that was asked for and is not there. Its place is
// that of a parameter of a similar path that nothing asked for, which is probably misspelt, or
// of the group that lacks it.
func (r *reader) missing(b *scenario.Base, read *params.Reader, own *yaml.Tree) problem.Problems {
	if len(read.Missing()) == 0 {
		return nil
	}
	var out problem.Problems
	asked := append(read.Used(), read.Unknown()...)
	var spare []string
	for _, p := range b.Params.All() {
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

// CheckParameters lists the parameters that a comparison needs and the county does not have.
// Accessibility measures need none of them, so Read does not report this. The error is a
// problem.Problems.
func (c *County) CheckParameters() error { return c.lacks.Err() }

// atPath are the keys that lead to a parameter.
func atPath(path string) []string {
	return append([]string{yaml.ParametersKey}, strings.Split(path, ".")...)
}

// wrongPath is a problem of the path of a parameter of the file.
func wrongPath(own *yaml.Tree, path, expected, hint string) problem.Problem {
	n := own.Root.Find(atPath(path)...)
	return problem.Problem{File: own.File, Row: n.KeyLine, Char: n.KeyCol, Found: path, Expected: expected, Hint: hint}
}

// refuseNull refuses null parameters that were read, each at its line. Unknown is not
// zero: read as 0, a null rate, duration, speed or price would give figures that look
// plausible.
func (r *reader) refuseNull(b *scenario.Base, read *params.Reader, own *yaml.Tree) {
	for _, path := range read.Unknown() {
		if slices.Contains(r.nulls, path) {
			continue
		}
		r.nulls = append(r.nulls, path)
		at := append([]string{"parameters"}, strings.Split(path, ".")...)
		t := own
		if r.inherited != nil && own.Root.Find(at...).Kind != yaml.Map {
			t = r.inherited
		}
		p, _ := b.Params.Get(path)
		r.wrong(t, p.Bounds().String(), path+": the comparison depends on it; give your best figure and flag it as an assumption", append(at, "v")...)
	}
}

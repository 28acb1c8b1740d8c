package optionfile

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"

	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
)

// The forms of a sweep and of a search, in error messages.
const (
	SweepForm = "PARAMETER=FROM..TO or PARAMETER=FROM..TO step STEP"
	FindForm  = "PARAMETER: OPTION > OPTION by COUNT, or PARAMETER=FROM..TO: OPTION < OPTION by COUNT"
	StepsForm = "FROM..TO or FROM..TO step STEP, such as 0..0.5 step 0.1"
	countForm = "reach.SERVICE, visits.SERVICE, county, county.SERVICE, homes or homes.SERVICE"
)

// MostValues is the largest number of values of a sweep.
const MostValues = 50

// ParseSweep reads PARAMETER=FROM..TO step STEP.
func ParseSweep(text string) (scenario.Sweep, error) {
	what, values, ok := strings.Cut(text, "=")
	if what = strings.TrimSpace(what); !ok || what == "" {
		return scenario.Sweep{}, errors.New("a parameter and its values are needed")
	}
	return ParseSteps(what, values)
}

// ParseSteps reads the values of a sweep: FROM..TO step STEP.
func ParseSteps(what, text string) (scenario.Sweep, error) {
	span, step, stepped := strings.Cut(text, "step")
	s := scenario.Sweep{What: what}
	var err error
	if s.From, s.To, err = parseSpan(span); err != nil {
		return s, err
	}
	if stepped {
		if s.Step, err = parseValue(step); err != nil {
			return s, err
		}
		if !(s.Step > 0) {
			return s, fmt.Errorf("a step of %g, expected more than 0", s.Step)
		}
		if n := math.Ceil((s.To - s.From) / s.Step); n >= MostValues {
			return s, fmt.Errorf("%.0f values, expected at most %d: take a longer step", n+1, MostValues)
		}
	}
	return s, nil
}

// parseSpan reads FROM..TO.
func parseSpan(text string) (from, to float64, err error) {
	low, high, ok := strings.Cut(text, "..")
	if !ok {
		return 0, 0, fmt.Errorf("%q has no low and high with two points between them", strings.TrimSpace(text))
	}
	if from, err = parseValue(low); err != nil {
		return 0, 0, err
	}
	if to, err = parseValue(high); err != nil {
		return 0, 0, err
	}
	if !(from < to) {
		return 0, 0, fmt.Errorf("from %g to %g, expected the smaller value first", from, to)
	}
	return from, to, nil
}

func parseValue(text string) (float64, error) {
	text = strings.TrimSpace(text)
	if v, ok := params.ParseNumber(text); ok && math.Abs(v) <= params.Largest {
		return v, nil
	}
	b, _ := params.UnitBounds("")
	if strings.HasSuffix(text, "%") {
		b, _ = params.UnitBounds("share")
	}
	if slip := b.Slip(text); slip != "" {
		return 0, fmt.Errorf("%q is not a number (%s)", text, slip)
	}
	return 0, fmt.Errorf("%q is not a number", text)
}

// ParseFind reads PARAMETER: OPTION > OPTION by COUNT, with =FROM..TO after the
// parameter if wanted.
func ParseFind(text string) (scenario.Find, error) {
	what, asked, ok := strings.Cut(text, ":")
	if !ok {
		return scenario.Find{}, errors.New("no colon after the parameter")
	}
	return parseFind(what, asked)
}

var (
	comparison = regexp.MustCompile(`^\s*(.+?)\s*([<>])\s*(.+?)\s+by\s+(\S+)\s*$`)
	counts     = []string{"reach", "visits", "county", "homes"}
)

// parseFind reads the two sides of the colon of ParseFind.
func parseFind(what, asked string) (scenario.Find, error) {
	f := scenario.Find{From: math.NaN(), To: math.NaN()}
	var err error
	what, span, limited := strings.Cut(what, "=")
	if f.What = strings.TrimSpace(what); f.What == "" {
		return f, errors.New("a parameter is needed before the colon")
	}
	if limited {
		if f.From, f.To, err = parseSpan(span); err != nil {
			return f, err
		}
	}
	m := comparison.FindStringSubmatch(asked)
	if m == nil {
		return f, fmt.Errorf("%q is not OPTION > OPTION by COUNT", strings.TrimSpace(asked))
	}
	f.Option, f.More, f.Than = m[1], m[2] == ">", m[3]
	f.Count, f.Service, _ = strings.Cut(m[4], ".")
	if !slices.Contains(counts, f.Count) {
		return f, fmt.Errorf("no count %q, expected %s", m[4], countForm)
	}
	if f.Service == "" && (f.Count == "reach" || f.Count == "visits") {
		return f, fmt.Errorf("%s of which service? People and visits are not added over services: write %s.SERVICE", f.Count, f.Count)
	}
	if f.Option == f.Than {
		return f, fmt.Errorf("option %s is compared with itself", f.Option)
	}
	return f, nil
}

// questions reads the keys sweep and find of an option file.
func questions(r *input.Reader, o *scenario.Option, f *File, t *yaml.Tree) {
	if n := len(f.Sweep); n > MostSweeps {
		r.Wrong(t, fmt.Sprintf("at most %d parameters, whose values are combined", MostSweeps), "", "sweep")
		return
	}
	for _, what := range slices.Sorted(maps.Keys(f.Sweep)) {
		s, err := ParseSteps(what, f.Sweep[what])
		if err != nil {
			r.Wrong(t, StepsForm, err.Error(), "sweep", what)
			continue
		}
		o.Sweeps = append(o.Sweeps, s)
	}
	for _, what := range slices.Sorted(maps.Keys(f.Find)) {
		asked, err := parseFind(what, f.Find[what])
		if err != nil {
			r.Wrong(t, "OPTION > OPTION by COUNT, such as local > today by reach.SERVICE", err.Error(), "find", what)
			continue
		}
		o.Finds = append(o.Finds, asked)
	}
}

// MostSweeps is the number of things that a sweep may change at once.
const MostSweeps = 2

// questionLines writes the keys sweep and find of an option file.
func questionLines(o *scenario.Option) []string {
	var out []string
	for k, s := range o.Sweeps {
		if k == 0 {
			out = append(out, "sweep:")
		}
		text := span(s.From, s.To)
		if s.Step != 0 {
			text += " step " + Digits(s.Step)
		}
		out = append(out, "  "+yamlText(s.What)+": "+yamlText(text))
	}
	for k, f := range o.Finds {
		if k == 0 {
			out = append(out, "find:")
		}
		what := f.What
		if !math.IsNaN(f.From) {
			what += "=" + span(f.From, f.To)
		}
		out = append(out, "  "+yamlText(what)+": "+yamlText(FindText(f)))
	}
	return out
}

// FindText writes what a search compares: local > today by reach.SERVICE.
func FindText(f scenario.Find) string {
	sign, count := "<", f.Count
	if f.More {
		sign = ">"
	}
	if f.Service != "" {
		count += "." + f.Service
	}
	return f.Option + " " + sign + " " + f.Than + " by " + count
}

func span(from, to float64) string { return Digits(from) + ".." + Digits(to) }

package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"saavu/internal/app"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// The page of answers and the option files of the questions, from the module root.
const (
	answersFile  = "scenarios/vantaa-kerava/README.md"
	questionsDir = "scenarios/vantaa-kerava/questions"
	variantsDir  = "scenarios/vantaa-kerava/variants"
)

// answerDraws is how many draws the ranges of the answers rest on, as on a screen.
const answerDraws = 200

// answers are the comparisons that the questions are answered with.
type answers struct {
	reports []report.Report // of different years and references, with the same staff
	budget  report.Report   // of 2030, at the same budget
	w       *words.Words
}

// answersPage makes the page of what the options are and what the comparison answers
// to the questions of the documents, from the files below root.
func answersPage(root string) ([]byte, error) {
	files := source.Embedded(os.DirFS(filepath.Join(root, "data")), os.DirFS(filepath.Join(root, "scenarios")))
	a := answers{w: words.In(lang.English)}
	own, err := optionFiles(root, questionsDir)
	if err != nil {
		return nil, err
	}
	variants, err := optionFiles(root, variantsDir)
	if err != nil {
		return nil, err
	}
	for _, options := range [][]string{
		append([]string{"today", "remote", "multi-provider"}, own...),
		append([]string{"today", "remote"}, variants...),
		of2030,
	} {
		r, err := comparison(files, "staff", options)
		if err != nil {
			return nil, err
		}
		a.reports = append(a.reports, r)
	}
	if a.budget, err = comparison(files, "budget", of2030); err != nil {
		return nil, err
	}
	return a.page(), nil
}

// of2030 are today's network and its rivals in 2030.
var of2030 = []string{"today-2030", "central-2030", "local-2030", "mixed-2030"}

// comparison compares options in a frame.
func comparison(files source.Files, frame string, options []string) (report.Report, error) {
	q := app.Request{Source: app.Source{Embedded: files}, Options: options, Frame: frame, Draws: answerDraws, Seed: 1}
	s, err := app.Open(context.Background(), q)
	if err != nil {
		return report.Report{}, err
	}
	out, err := s.Compare(context.Background(), q)
	if err != nil {
		return report.Report{}, err
	}
	return out.Report, nil
}

// optionFiles lists the option files of a folder below root.
func optionFiles(root, dir string) ([]string, error) {
	return filepath.Glob(filepath.Join(root, filepath.FromSlash(dir), "*.yaml"))
}

// find returns the report that has an option, and its index there.
func (a *answers) find(option string) (*report.Report, int) {
	for i := range a.reports {
		r := &a.reports[i]
		if k := slices.IndexFunc(r.Options, func(o report.Option) bool { return o.ID == option }); k >= 0 && r.Options[k].Against >= 0 {
			return r, k
		}
	}
	panic("no comparison has the option " + option)
}

// row returns the row of an option in a service.
func (a *answers) row(option, service string) *report.Row {
	r, k := a.find(option)
	return serviceRow(r, k, service)
}

// reference returns the row of what an option is compared with.
func (a *answers) reference(option, service string) *report.Row {
	r, k := a.find(option)
	return serviceRow(r, r.Options[k].Against, service)
}

func serviceRow(r *report.Report, k int, service string) *report.Row {
	for s := range r.Services {
		if v := &r.Services[s]; v.ID == service {
			return &v.Rows[k]
		}
	}
	panic("no service " + service)
}

// fact is a figure of an answer, as text and whether its direction holds over its
// range.
type fact struct {
	text, what string
	holds      bool
	first      bool // it starts a sentence
}

// visits is the change of the visits that can be given.
func (a *answers) visits(label, option, service string) fact {
	d := a.row(option, service).VisitsChange
	text := a.span(d, func(v float64) string {
		switch {
		case math.Abs(v) < 9.5:
			return "0"
		case v < 0:
			return "−" + a.w.Count(v)
		}
		return "+" + a.w.Count(v)
	})
	return named(label, text+" visits a year", "visits", d.Sign() != 0)
}

// county is the change of the county's euros.
func (a *answers) county(label, option string) fact {
	r, k := a.find(option)
	return a.euros(label, "county", r.Network[k].County)
}

// homes is the change of the residents' money and time.
func (a *answers) homes(label, option string) fact {
	r, k := a.find(option)
	return a.euros(label, "residents (money and time)", r.Network[k].Homes)
}

func (a *answers) euros(label, who string, d report.Range) fact {
	return named(label, who+" "+a.span(d, func(v float64) string { return strings.Replace(a.w.Signed(v/1e6, 2), "-", "−", 1) })+" M€ a year", who, d.Sign() != 0)
}

// named is a fact with what it is about; "" for the fact before it.
func named(label, text, kind string, holds bool) fact {
	if label == "" {
		return fact{text: text, what: kind, holds: holds}
	}
	return fact{text: label + ": " + text, what: label + ", " + kind, holds: holds, first: true}
}

// costs is a sentence that is true where the county pays more from low to high.
func (a *answers) costs(option, sentence string) []string {
	if r, k := a.find(option); r.Network[k].County.Lo > 0 {
		return []string{sentence}
	}
	return nil
}

// binds is a sentence that is true where this limits what a service can give.
func (a *answers) binds(option, service, what, sentence string) []string {
	if a.row(option, service).Bottleneck == what {
		return []string{sentence}
	}
	return nil
}

// atBudget is what can be served at the euros of today, next to today.
func (a *answers) atBudget(option string, services ...string) string {
	r, k := a.find(option)
	var parts []string
	for _, service := range services {
		i := slices.IndexFunc(r.Services, func(v report.Service) bool { return v.ID == service })
		v := &r.Services[i]
		parts = append(parts, fmt.Sprintf("%s %s %% (today %s %%)", strings.ToLower(v.Short.In(lang.English)),
			a.w.Fixed(100*v.Rows[k].ServedSame.V, 0), a.w.Fixed(100*v.Rows[r.Options[k].Against].Served.V, 0)))
	}
	return "At today's euros can be served: " + strings.Join(parts, ", ")
}

// span writes a value with its low and high.
func (a *answers) span(r report.Range, number func(float64) string) string {
	v, lo, hi := number(r.V), number(r.Lo), number(r.Hi)
	if lo == hi {
		return v
	}
	return v + " (" + lo + " to " + hi + ")"
}

// starred lists the services in which no rival of an option in 2030 is better on all
// four counts at the same budget.
func (a *answers) starred() string {
	var out []string
	r := &a.budget
	for k := range r.Options {
		if r.Options[k].Against < 0 {
			continue
		}
		var in []string
		for s := range r.Services {
			if r.Services[s].Rows[k].Best {
				in = append(in, strings.ToLower(r.Services[s].Short.In(lang.English)))
			}
		}
		if in == nil {
			in = []string{"none"}
		}
		out = append(out, r.Options[k].Name+" in "+strings.Join(in, ", "))
	}
	return "Not beaten at the same budget: " + strings.Join(out, "; ")
}

// page writes the page.
func (a *answers) page() []byte {
	var out strings.Builder
	fmt.Fprintf(&out, answersHead, answerDraws)
	for _, q := range questions(a) {
		answer, sure := "", "–"
		var open []string
		about := ""
		for _, f := range q.facts {
			if f.first {
				about, _, _ = strings.Cut(f.what, ",")
			}
			switch {
			case answer == "":
			case f.first:
				answer += ". "
			default:
				answer += "; "
			}
			text := f.text
			if first, size := utf8.DecodeRuneInString(text); f.first {
				text = string(unicode.ToUpper(first)) + text[size:]
			}
			if answer += text; f.holds {
				continue
			}
			if f.first {
				open = append(open, f.what)
			} else {
				open = append(open, about+", "+f.what)
			}
		}
		switch {
		case len(open) > 0:
			sure = "direction not clear: " + strings.Join(open, "; ")
		case len(q.facts) > 0:
			sure = "directions are clear"
		}
		for _, text := range q.also {
			if answer != "" {
				answer += ". "
			}
			answer += text
		}
		fmt.Fprintf(&out, "| %s | %s | %s | %s |\n", q.text, answer, sure, q.missing)
	}
	return []byte(out.String())
}

package app

import (
	"context"
	"slices"
	"sync"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// Source states where a county is.
type Source struct {
	County   string       // county file; empty is the embedded county
	Data     string       // folder that {data} stands for in the county file
	FixAxes  bool         // exchange x and y of files in which they are exchanged
	Embedded source.Files // the embedded county and its options
	Files    source.Files // those of the system; the zero Files for the system itself

	// Progress is called with the current work and the share done, from 0 to 1. It
	// may be nil, and is called from several goroutines.
	Progress func(doing report.Message, share float64)
}

// Session is a county that was read once. It never changes, and several goroutines
// may use it at the same time. What a question reads in addition, such as option
// files, and what its answer depends on, belongs to that question only.
type Session struct {
	county *load.County
	faulty map[string]error // faults of option files by the option's id, see OpenBatch
	unread []Broken         // options whose files cannot be read at all

	lock  sync.Mutex
	ready []*ready // the settings of recent questions, the latest at the end
}

// ready is the county prepared for one choice of settings.
type ready struct {
	settings engine.Settings
	lock     sync.Mutex
	made     *engine.Prepared
}

// mostReady is the number of settings that a session keeps ready. Each has the draws
// and the people of its years, about ten megabytes.
const mostReady = 4

// Open reads the county of a request. If files are at fault, the error is an Invalid
// with every problem, including problems of the request's option files.
func Open(ctx context.Context, q Request) (*Session, error) {
	c, path, err := q.read(ctx)
	if err != nil {
		if c != nil {
			q.resolve(c)
		}
		return nil, invalid(ctx, withOptions(&q, c, path, err))
	}
	c.Rules = append(c.Rules, contractRules(c)...)
	return &Session{county: c}, nil
}

// CRS returns the system of the county's places; zero is EPSG:3067.
func (s *Session) CRS() spatial.CRS { return s.county.Base.CRS }

// read reads the county of a request and returns the path of its file, too.
func (q *Request) read(ctx context.Context) (*load.County, string, error) {
	files, path := q.Embedded, load.EmbeddedCounty
	if q.County != "" {
		files, path = q.Files.Or(source.OS()), q.County
	}
	c, err := load.Read(ctx, files, path, q.loading())
	return c, path, err
}

// ask returns a copy of the county for one question, resolves the names in the
// question and chooses its options.
func (s *Session) ask(q *Request) (*load.County, *chosen, error) {
	c := s.county.Copy()
	resolved := q.resolve(c)
	options, err := choose(c, q)
	if err != nil {
		return nil, nil, err
	}
	c.Asides = slices.Concat(c.Asides, resolved, options.asides)
	return c, options, nil
}

// settings returns the settings of a question: its own, or the county's.
func (s *Session) settings(q *Request) engine.Settings {
	own := s.county.Settings
	out := engine.Settings{Frame: q.Frame, Period: own.Period, Cycling: own.Cycling, Choice: own.Choice, Path: own.Path, Draws: q.Draws, Networks: q.Networks, Seed: q.Seed,
		MinStaff: report.LeastStaff(s.county.Rules)}
	override(&out.Period, q.Period)
	override(&out.Cycling, q.Cycling)
	override(&out.Choice, q.Choice)
	override(&out.Path, q.Path)
	return out
}

func override[T any](setting *T, asked *T) {
	if asked != nil {
		*setting = *asked
	}
}

// prepared returns the county prepared for some settings. It is prepared once for
// all questions with the same settings.
func (s *Session) prepared(ctx context.Context, set engine.Settings) (*engine.Prepared, error) {
	s.lock.Lock()
	i := slices.IndexFunc(s.ready, func(r *ready) bool { return r.settings == set })
	r := &ready{settings: set}
	if i >= 0 {
		r = s.ready[i]
		s.ready = slices.Delete(s.ready, i, i+1)
	}
	s.ready = append(s.ready, r)
	if len(s.ready) > mostReady {
		s.ready = slices.Delete(s.ready, 0, 1)
	}
	s.lock.Unlock()
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.made == nil {
		made, err := engine.Prepare(ctx, &s.county.Base, set)
		if err != nil {
			return nil, err
		}
		r.made = made
	}
	return r.made, nil
}

// contractRules are the laws of contracts for a county with contracts of today, but for those
// that it has rules of its own for.
func contractRules(c *load.County) []report.Rule {
	if c.Contracts == nil {
		return nil
	}
	var out []report.Rule
	for _, kind := range []string{"producer-allowed", "no-copay", "own-left"} {
		if slices.ContainsFunc(c.Rules, func(r report.Rule) bool { return r.Kind == kind || r.ID == kind }) {
			continue
		}
		text := func(l lang.Language) string { return words.In(l).Text("rule_law." + kind) }
		by := lang.Name{En: text(lang.English), Fi: text(lang.Finnish), Sv: text(lang.Swedish)}
		out = append(out, report.Rule{ID: kind, Kind: kind, Severity: report.Law, Text: by.En, Texts: by})
	}
	return out
}

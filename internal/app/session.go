package app

import (
	"context"
	"slices"
	"sync"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/internal/source"
)

// Source says where a county is.
type Source struct {
	County   string       // county file; empty is the embedded county
	Data     string       // folder that {data} stands for in the county file
	FixAxes  bool         // exchange x and y of files where they are found to be exchanged
	Embedded source.Files // the embedded county and its options

	// Progress is called with what is being done and its share, 0 to 1. It may be
	// nil, and is called from several goroutines.
	Progress func(doing string, share float64)
}

// Session is a county that was read once. It never changes again, and several
// goroutines may ask it at the same time. What a question reads besides, such as
// option files, and what its answer rests on, belongs to that question alone.
type Session struct {
	county *load.County

	lock  sync.Mutex
	ready []*ready // the settings last asked for, the latest at the end
}

// ready is the county prepared for one choice of settings.
type ready struct {
	settings engine.Settings
	lock     sync.Mutex
	made     *engine.Prepared
}

// mostReady is how many choices of settings a session keeps ready. Each holds the
// draws and the people of its years, some ten megabytes.
const mostReady = 4

// Open reads the county of a request. Where its files are at fault the error is an
// Invalid with every problem, those of the request's option files among them.
func Open(ctx context.Context, q Request) (*Session, error) {
	files, path := q.Embedded, load.EmbeddedCounty
	if q.County != "" {
		files, path = source.OS(), q.County
	}
	c, err := load.Read(ctx, files, path, q.loading())
	if err != nil {
		if c != nil {
			q.understand(c)
		}
		return nil, invalid(ctx, withOptions(&q, c, path, err))
	}
	return &Session{county: c}, nil
}

// ask gives a copy of the county for one question, and settles what the question
// names and which options it is about.
func (s *Session) ask(q *Request) (*load.County, *chosen, error) {
	c := s.county.Copy()
	taken := q.understand(c)
	options, err := choose(c, q)
	if err != nil {
		return nil, nil, err
	}
	c.Asides = slices.Concat(c.Asides, taken, options.asides)
	return c, options, nil
}

// settings gives the choices of a question: its own, or the county's.
func (s *Session) settings(q *Request) engine.Settings {
	own := s.county.Settings
	out := engine.Settings{Frame: q.Frame, Period: own.Period, Cycling: own.Cycling, Choice: own.Choice, Path: own.Path, Draws: q.Draws, Seed: q.Seed}
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

// prepared gives the county made ready for some settings. It is made once for all
// who ask for the same ones.
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

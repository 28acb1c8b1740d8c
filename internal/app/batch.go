package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"saavu/internal/engine"
	"saavu/internal/format/problem"
	"saavu/internal/load"
	"saavu/internal/load/optionfile"
	"saavu/internal/source"
	"saavu/pkg/scenario"
)

// OpenBatch is Open for a session that only Batch and Prepare use: option files of the
// county with faults do not stop the others.
func OpenBatch(ctx context.Context, q Request) (*Session, error) {
	c, path, err := q.read(ctx)
	if err == nil {
		return &Session{county: c}, nil
	}
	var all problem.Problems
	if c == nil || !errors.As(err, &all) {
		return nil, invalid(ctx, withOptions(&q, c, path, err))
	}
	s := &Session{county: c, faulty: map[string]error{}}
	by := map[string]problem.Problems{}
	for _, p := range all {
		by[p.File] = append(by[p.File], p)
	}
	for _, o := range c.Options {
		if file := c.FileOf(o.ID); by[file] != nil {
			s.faulty[o.ID] = by[file]
			all = slices.DeleteFunc(all, func(p problem.Problem) bool { return p.File == file })
		}
	}
	for _, file := range c.NoOptions {
		if by[file] == nil {
			continue
		}
		s.unread = append(s.unread, Broken{ID: optionfile.ID(file), File: file, Err: by[file]})
		all = slices.DeleteFunc(all, func(p problem.Problem) bool { return p.File == file })
	}
	if len(all) > 0 { // of files that are no option
		return nil, &Invalid{Err: all}
	}
	return s, nil
}

// Batch is the options of a county that a batch computes in one year.
type Batch struct {
	County  *load.County
	Options []scenario.Option // each after the option that it is compared with
	Added   []string          // ids of options that were not asked for but are references of others
	Broken  []Broken          // options that cannot be computed at all
}

// Broken is an option that cannot be read or has no reference.
type Broken struct {
	ID   string // the file's name if the file has none
	File string // "" for an option of the county
	Err  error
}

// Batch chooses the options of a request, by id or file, or all options of the county
// without any, and adds their references. In year 0 each option keeps its own year;
// otherwise all are computed in that year. Options with faults do not stop the others.
// If the county lacks parameters or travel times for the request's period, the error is an
// Invalid.
func (s *Session) Batch(q Request, year int) (*Batch, error) {
	c := s.county.Copy()
	var missing faults
	gathered(&missing.problems, c.CheckParameters())
	if gathered(&missing.problems, c.CheckTimes(s.settings(&q).Period)); !missing.empty() {
		return nil, missing.err("")
	}
	c.Options = inYear(c, c.Options, year)
	ch, out := &chosen{county: c}, &Batch{County: c}
	seen := map[string]bool{}
	add := func(o scenario.Option, file string, err error) {
		if file == "" && err == nil {
			file, err = c.FileOf(o.ID), s.faulty[o.ID]
		}
		switch {
		case err == nil && seen[o.ID]:
			err = fmt.Errorf("two options have the id %q: name it once, or give one of them another id (id: …)", o.ID)
		case err == nil:
			ch.named = append(ch.named, inYear(c, []scenario.Option{o}, year)...)
		}
		if err != nil {
			out.Broken = append(out.Broken, Broken{ID: o.ID, File: file, Err: err})
		}
		seen[o.ID] = true
	}
	if len(q.Options) == 0 {
		for _, o := range c.Options {
			add(o, "", nil)
		}
		out.Broken = append(out.Broken, s.unread...)
	}
	for _, word := range q.Options {
		if k := slices.IndexFunc(s.unread, func(b Broken) bool { return b.ID == word }); k >= 0 {
			out.Broken = append(out.Broken, s.unread[k])
			continue
		}
		if o, ok := ch.known(word); ok || !isFile(word) {
			var err error
			if !ok {
				o.ID, err = word, ch.unknown(word)
			}
			add(o, "", err)
			continue
		}
		o, err := load.Option(q.Files.Or(source.OS()), word, c)
		if o.ID == "" {
			o.ID = optionfile.ID(word)
		}
		add(o, word, err)
	}
	s.arrangeBatch(ch, out)
	return out, nil
}

// arrangeBatch puts the named options after their references. Those that cannot be
// compared are broken.
func (s *Session) arrangeBatch(ch *chosen, out *Batch) {
	for _, o := range ch.named {
		before := len(ch.list)
		err := ch.add(o, nil)
		for _, more := range ch.list[before:] {
			if fault := s.faulty[more.ID]; err == nil && fault != nil {
				err = fmt.Errorf("its reference %s is not valid: %w", more.ID, fault)
			}
		}
		if err != nil {
			ch.list = ch.list[:before]
			out.Broken = append(out.Broken, Broken{ID: o.ID, Err: err})
		}
	}
	out.Options = ch.list
	out.Added = slices.DeleteFunc(ch.added, func(id string) bool {
		return !slices.ContainsFunc(ch.list, func(o scenario.Option) bool { return o.ID == id })
	})
}

// Unread lists the ids, by file name, of the options of the county whose files cannot be
// read at all.
func (s *Session) Unread() []string {
	out := make([]string, len(s.unread))
	for i, b := range s.unread {
		out[i] = b.ID
	}
	return out
}

// inYear returns options as they are in a year; 0 leaves them.
func inYear(c *load.County, list []scenario.Option, year int) []scenario.Option {
	if year == 0 {
		return list
	}
	list = slices.Clone(list)
	for i := range list {
		if list[i].Year = year; year == c.Base.Year {
			list[i].Year = 0
		}
	}
	return list
}

// County returns the county, which must not be changed.
func (s *Session) County() *load.County { return s.county }

// Settings returns the settings of a request: its own, or the county's.
func (s *Session) Settings(q Request) engine.Settings { return s.settings(&q) }

// Prepare makes the county ready for some settings, with other values of parameters if
// there are any. The county with its own values is prepared once for all requests with
// the same settings.
func (s *Session) Prepare(ctx context.Context, set engine.Settings, values map[string]float64) (*engine.Prepared, error) {
	p, err := s.prepared(ctx, set)
	if err == nil && len(values) > 0 {
		p, err = p.Varied(ctx, engine.Variation{Params: values})
	}
	return p, err
}

// Blame gives refusals of options their places in the option files.
func (b *Batch) Blame(err error) error {
	if all := located(b.County, err); all != nil {
		return all.Sorted()
	}
	return err
}

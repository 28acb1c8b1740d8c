// Package export writes the results of a comparison: the decision table as text, and
// a folder with a GeoPackage, GeoJSON, CSV, JSON, Markdown, maps as SVG and the
// provenance. The files of a folder are written all or not at all, and the same set
// gives the same bytes. The package takes values of pkg and computes no results of
// its own.
package export

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/params"
	"saavu/pkg/report"
)

// Set is everything that Write puts into a folder.
type Set struct {
	board.Result
	Hashes  []string // each option's hash, which covers its reference too
	Inputs  []Input  // the files that the run has read, in any order
	Version string
	Command string // that makes the page again; "" if it is not known
	Params  params.Tree
	Public  bool         // hide cells of fewer than 10 people from all maps
	Fixed   []string     // files whose x and y were exchanged on request
	Words   *words.Words // of the report, maps and JSON; nil is English

	// Mapped are the ids of the services that layers show, the default of their styles
	// first. None is the first service whose minutes some option changes, or the first.
	Mapped []string

	mapped []int // the same as indexes of the report's services, from chooseMaps
}

// Input is one file that a run has read: its name as the user knows it, the SHA-256
// of its bytes in hexadecimal digits, and their number.
type Input struct {
	Name   string
	SHA256 string
	Bytes  int64
}

// check collects all inconsistencies, so that no file is started for a set that
// cannot be written.
func (s *Set) check() error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	if s.Grid == nil {
		return errors.New("export: no population grid")
	}
	n := len(s.Report.Options)
	if n == 0 || len(s.Report.Services) == 0 {
		fault("a report of %d options and %d services, expected at least one of each", n, len(s.Report.Services))
	}
	if len(s.Surfaces) != n || len(s.Counties) != n {
		fault("%d surfaces and %d counties for %d options", len(s.Surfaces), len(s.Counties), n)
		return errors.Join(faults...)
	}
	ids, names := map[string]string{}, map[string]string{}
	for i, o := range s.Report.Options {
		file := strings.ToLower(plainID(o.ID)) // some systems ignore case in file names
		if other, twice := ids[file]; twice {
			fault("options %q and %q would be written to the same file", other, o.ID)
		}
		ids[file] = o.ID
		if s.Surfaces[i].Option != o.ID {
			fault("surface %d belongs to option %q, expected %q", i+1, s.Surfaces[i].Option, o.ID)
		}
		if c := s.Counties[i]; c == nil || c.Network == nil {
			fault("option %q has no county", o.ID)
		}
		for _, l := range s.Surfaces[i].Layers {
			if !s.shaped(&l) {
				fault("option %q, service %q: expected a surface of the grid's %d cells", o.ID, l.Service, s.Grid.Cells())
			}
		}
	}
	for _, v := range s.Report.Services {
		if other, twice := names[plainID(v.ID)]; twice {
			fault("services %q and %q would be written to the same columns", other, v.ID)
		}
		names[plainID(v.ID)] = v.ID
		if len(v.Rows) != n {
			fault("service %q has %d rows for %d options", v.ID, len(v.Rows), n)
		}
	}
	if err := s.chooseMaps(); err != nil {
		faults = append(faults, err)
	}
	if len(s.Report.Network) != n {
		fault("%d network rows for %d options", len(s.Report.Network), n)
	}
	return errors.Join(faults...)
}

func (s *Set) shaped(l *report.Layer) bool {
	n := s.Grid.Cells()
	return len(l.Minutes) == n && len(l.Own) == n && len(l.Nearest) == n && len(l.Diff) == n &&
		len(l.Target) == n && len(l.There) == n && len(l.Gain) == n && len(l.Lose) == n && len(l.LoseLast) == n && len(l.FewerDays) == n
}

// english writes the titles and descriptions of map layers. They are the same in
// every language, like layer names and columns.
var english = words.In(lang.English)

// spoken returns English for nil.
func spoken(w *words.Words) *words.Words {
	if w == nil {
		return english
	}
	return w
}

// label names a service, with its id if two services have the same name.
func label(w *words.Words, r *report.Report, service int) string {
	v := &r.Services[service]
	name := w.Name(v.Names.Every(v.Name))
	if name == "" {
		return v.ID
	}
	for i := range r.Services {
		if o := &r.Services[i]; i != service && w.Name(o.Names.Every(o.Name)) == name {
			return name + " (" + v.ID + ")"
		}
	}
	return name
}

// conditions states the conditions of a service's times, which every title contains.
func conditions(w *words.Words, r *report.Report, service int) string {
	return dotted(append([]string{limit(w, &r.Services[service])}, world(w, r)...)...)
}

// limit is a service's time limit in words.
func limit(w *words.Words, v *report.Service) string {
	if !v.LimitMin.Known {
		return w.Text("limit_unknown")
	}
	return w.Text("limit", "minutes", math.Round(v.LimitMin.V*10)/10)
}

// world states the time of day, and what is not real.
func world(w *words.Words, r *report.Report) []string {
	var parts []string
	if r.Period != "" {
		parts = append(parts, w.Term("period", r.Period))
	}
	if r.Synthetic {
		parts = append(parts, w.Text("synthetic"))
	}
	if r.Demo {
		parts = append(parts, w.Text("demonstration"))
	}
	return parts
}

// plainID makes an id usable in names of files, tables and columns on every system.
func plainID(id string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_':
			return c
		}
		return '_'
	}, id)
}

// Package export writes a comparison into files: a folder with a GeoPackage, GeoJSON, CSV,
// JSON, Markdown, HTML and the provenance, and pictures. The files of a folder are written
// all or not at all, and the same set gives the same bytes. It verifies such a folder and
// writes layers of an earlier one again. It computes no results of its own.
package export

import (
	"errors"
	"fmt"

	"saavu/internal/board"
	"saavu/internal/layers"
	"saavu/internal/words"
	"saavu/pkg/params"
)

// Set is everything that Write puts into a folder.
type Set struct {
	board.Result
	Hashes  []string // each option's hash, which covers its reference too
	Inputs  []Input  // the files that the run has read, in any order
	Version string
	Command string // that makes the page again; "" if it is not known
	Params  params.Tree
	Fixed   []string     // files whose x and y were exchanged on request
	Words   *words.Words // of the report, maps and JSON; nil is English

	Asked []string // kinds of layers that are written on request: see layers.Asked

	// Mapped are the ids of the services that layers show, the default of their styles
	// first. None is the first service whose minutes some option changes, or the first.
	Mapped []string
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
	err := s.maps().Check()
	if n := len(s.Report.Options); s.Grid != nil && len(s.Report.Network) != n {
		err = errors.Join(err, fmt.Errorf("%d network rows for %d options", len(s.Report.Network), n))
	}
	return err
}

// maps are the layers of the set.
func (s *Set) maps() *layers.Maps {
	return &layers.Maps{Result: s.Result, Params: s.Params, Mapped: s.Mapped, Asked: s.Asked, Words: s.Words, Hashes: s.Hashes}
}

// Layers lists the kinds of layers that a GeoPackage has on request only.
func Layers() []string { return layers.Asked() }

// Unpublished lists those of some kinds of layers that no public file has.
func Unpublished(names []string) []string { return layers.Unpublished(names) }

// NeedFlows reports whether layers that were asked for need board.Result.Flows.
func NeedFlows(names []string) bool { return layers.NeedFlows(names) }

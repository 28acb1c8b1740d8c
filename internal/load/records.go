package load

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/source"
)

// records opens a file of records of any format, keeps the fingerprints of its
// parts and notes what its format has to say. Nil with problems.
func (r *reader) records(name, layer, named string) *record.Source {
	s, err := source.Open(r.files, name, source.Options{Layer: layer})
	if err != nil {
		r.add(name, err)
		if last := len(r.problems) - 1; named != "" && last >= 0 && r.problems[last].File == name && r.problems[last].Found == "" {
			r.problems[last].Hint = joinHints(r.problems[last].Hint, "it is named in "+named)
		}
		return nil
	}
	for _, part := range s.Parts {
		if !r.fingerprint(part) {
			return nil
		}
	}
	for _, n := range s.Notes {
		r.note("%s: %s", baseName(name), n)
	}
	return s
}

// fingerprint keeps the hash of a file of any size.
func (r *reader) fingerprint(name string) bool {
	f, err := r.files.Open(name)
	if err == nil {
		defer f.Close()
		sum := sha256.New()
		var n int64
		if n, err = io.Copy(sum, f); err == nil {
			r.inputs = append(r.inputs, Input{Name: name, SHA256: hex.EncodeToString(sum.Sum(nil)), Bytes: n})
			return true
		}
	}
	r.problems.Add(problem.Problem{File: name, Expected: "a file that can be read", Hint: source.Cause(err)})
	return false
}

// recordField finds a field by its name; a missing one is a problem that lists
// those that there are.
func (r *reader) recordField(s *record.Source, name string) (int, bool) {
	i, ok := s.Field(name)
	if !ok {
		r.problems.Add(problem.Problem{File: s.File, Column: name, Expected: "a column of this name",
			Hint: "the columns are " + problem.Clip(strings.Join(s.Names(), ", "))})
	}
	return i, ok
}

// add takes over the problems of a format's reader, whose errors are lists.
func (r *reader) add(file string, err error) {
	var list problem.Problems
	if errors.As(err, &list) {
		r.problems.Append(list)
		return
	}
	r.problems.Add(problem.Problem{File: file, Found: err.Error(), Expected: "a file that can be read"})
}

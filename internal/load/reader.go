package load

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/source"
)

// reader gathers what reading a county finds.
type reader struct {
	options  Options
	files    source.Files
	problems problem.Problems
	notes    []string
	inputs   []Input
	fixed    []string // files whose x and y were exchanged
	unsure   unsure
	roles    roles // units of the parameters that services name

	fresh  bool         // no store is looked for
	kept   *stored      // in place of the files of people and times; nil without a store that holds
	read   readSections // what was read where there is none
	asides []string     // for the user, not for the result
	names  names        // of files here and on other machines
	sound  bool         // nothing but options can be at fault
	again  bool         // the store turned out not to hold: all is to be read without it
	ahead  *timesAhead  // files of travel times that are read beside the people

	elsewhere orb.MultiPolygon // boundaries of the map that the table of areas leaves out
	beyond    float64          // people of the grid outside the cells that travel times start in
	cellNames []string         // ids of the cells of a table of the county's own, as they stand there

	meantIDs map[[2]string]string // hints by id and the first known one
}

// unsure says of which ids not all are known, because reading them failed:
// what names them is not checked then, so that one fault is said once.
type unsure struct{ areas, facilities, services bool }

// note keeps something that the user of a result should know.
func (r *reader) note(format string, args ...any) {
	r.notes = append(r.notes, fmt.Sprintf(format, args...))
}

// bytes reads a file and keeps its fingerprint. A file that cannot be read is
// a problem at the place that names it; named is empty for the county itself.
func (r *reader) bytes(files source.Files, name, named string) ([]byte, bool) {
	text, err := files.Read(name)
	if err != nil {
		hint := source.Cause(err)
		if named != "" {
			hint = joinHints(hint, "it is named in "+named)
		}
		r.problems.Add(problem.Problem{File: name, Expected: "a file that can be read", Hint: hint})
		return nil, false
	}
	sum := sha256.Sum256(text)
	r.inputs = append(r.inputs, Input{Name: name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(text))})
	return text, true
}

// wrong notes that a node of a YAML file does not fit.
func (r *reader) wrong(t *tree, expected, hint string, path ...string) {
	r.problems.Add(t.problemAt(problem.Problem{Found: t.root.find(path...).describe(), Expected: expected, Hint: hint}, path...))
}

// readYAML reads a YAML file into its struct and its tree. Whatever the schema
// finds wrong is noted and left out; the tree's root is nil where nothing could
// be read.
func readYAML[T any](r *reader, files source.Files, name, named string, schema func() (*rules, error)) (T, *tree) {
	var out T
	text, ok := r.bytes(files, name, named)
	if !ok {
		return out, &tree{file: name}
	}
	return decode[T](r, name, text, schema)
}

// decode reads the text of a YAML file. Nothing more is read of one that has
// questions left.
func decode[T any](r *reader, name string, text []byte, schema func() (*rules, error)) (T, *tree) {
	var out T
	t := parseTree(name, text)
	if t.root != nil {
		asked := t.ask(text)
		if r.fill(t, &out, schema); asked {
			t.root = nil // what rests on the answers cannot be checked yet
		}
	}
	r.problems.Append(t.problems)
	return out, t
}

// fill holds a tree against its schema and decodes what is right of it.
func (r *reader) fill(t *tree, out any, schema func() (*rules, error)) {
	s, err := schema()
	if err == nil {
		t.validate(s)
		for _, n := range t.asked {
			n.dropped = true
		}
		var text []byte
		if text, err = json.Marshal(t.root.plain()); err == nil {
			err = json.Unmarshal(text, out)
		}
	}
	if t.root.kind != mapNode {
		t.root = nil
		return
	}
	if err != nil {
		t.problems.Add(problem.Problem{File: t.file, Found: err.Error(), Expected: "values that fit their keys"})
	}
}

// resolve gives the name of a file that a YAML file names.
func (r *reader) resolve(t *tree, name string, path ...string) (string, bool) {
	if strings.Contains(name, "{data}") {
		if r.options.Data == "" {
			r.wrong(t, "the folder that {data} stands for", "give --data DIR", path...)
			return "", false
		}
		name = strings.ReplaceAll(name, "{data}", slashed(r.options.Data))
		// What the user gave is relative to where the program runs.
		return name, true
	}
	return r.files.Join(dirOf(t.file), name), true
}

// slashed gives the name of a folder with slashes and none at its end.
func slashed(dir string) string { return strings.TrimRight(filepath.ToSlash(dir), "/") }

func dirOf(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		return name[:i+1]
	}
	return ""
}

// place gives file:line:column of a node, as an editor jumps to it.
func (t *tree) place(path ...string) string {
	n := t.root.find(path...)
	return t.file + ":" + strconv.Itoa(n.line) + ":" + strconv.Itoa(n.col)
}

// problemAt gives a problem the place of a node.
func (t *tree) problemAt(p problem.Problem, path ...string) problem.Problem {
	n := t.root.find(path...)
	p.File, p.Row, p.Char = t.file, n.line, n.col
	return p
}

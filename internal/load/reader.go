package load

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/source"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// reader collects what reading a county finds.
type reader struct {
	options    Options
	files      source.Files
	problems   problem.Problems
	notes      []report.Message
	inputs     []Input
	fixed      []string // files whose x and y were exchanged
	nulls      []string // paths of parameters that were refused because they are null
	unsure     unsure
	paramUnits paramUnits // units that services expect of parameters
	inherited  *tree      // the embedded county; nil if nothing is inherited

	home spatial.CRS          // the county's system; zero is EPSG:3067
	used func(orb.Point) bool // whether metres are where it is used; see inHome

	fresh       bool         // the store is ignored
	kept        *stored      // used instead of the files of people and times; nil without a valid store
	read        readSections // sections for a new store, read from the files
	asides      []string     // for the user, not part of the result
	names       names        // converts file names between this machine and others
	optionsOnly bool         // the county file is valid: only options can have faults
	restart     bool         // the store turned out to be outdated: read everything again without it
	ahead       *timesAhead  // files of travel times that are read while people are read

	elsewhere orb.MultiPolygon // boundaries of the map that are not in the areas table
	beyond    float64          // people outside the cells that travel times start in
	cellNames []string         // ids of cells as written in a table of the project's own format

	unlisted     []string             // services of the embedded county that this one does not list
	suggestedIDs map[[2]string]string // hints by id and the first known one
	housed       []housed             // facilities that name their building
}

// unsure says which kinds of ids are incomplete because reading them failed. What
// refers to them is then not checked, so that one fault is reported once.
type unsure struct {
	areas, facilities, services bool
	targets                     map[string]bool // rates of services whose target groups could not be read
}

// inHome reports whether a point in metres of the county's system is where that system is
// used: in Finland by default.
func (r *reader) inHome(at orb.Point) bool {
	if r.used == nil {
		r.used = spatial.Within(r.home, r.home)
	}
	return r.used(at)
}

// note records something about a file that its author should know, in English.
func (r *reader) note(format string, args ...any) {
	r.notes = append(r.notes, report.AsRead(fmt.Sprintf(format, args...)))
}

// state records something that the reader of a result should know: a key of the catalog of
// words, and its facts. They are texts, lists of texts, whole numbers or amounts.
func (r *reader) state(kind string, facts ...any) {
	r.notes = append(r.notes, report.NewMessage(kind, facts...))
}

// bytes reads a file and keeps its fingerprint. A file that cannot be read is a
// problem; its hint says where the file is named. named is empty for the county
// file.
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

// wrong reports an invalid node of a YAML file.
func (r *reader) wrong(t *tree, expected, hint string, path ...string) {
	r.problems.Add(t.problemAt(problem.Problem{Found: t.root.find(path...).describe(), Expected: expected, Hint: hint}, path...))
}

// readYAML reads a YAML file into its struct and its tree. Parts that violate
// the schema are reported and left out. The tree's root is nil if nothing could
// be read.
func readYAML[T any](r *reader, files source.Files, name, named string, schema func() (*rules, error)) (T, *tree) {
	var out T
	text, ok := r.bytes(files, name, named)
	if !ok {
		return out, &tree{file: name}
	}
	return decode[T](r, name, text, schema)
}

// decode reads the text of a YAML file. It stops at one with unanswered questions.
func decode[T any](r *reader, name string, text []byte, schema func() (*rules, error)) (T, *tree) {
	var out T
	var t *tree
	if name == EmbeddedCounty {
		t = embeddedTree(text)
	} else {
		t = parseTree(name, text)
	}
	if t.root != nil {
		asked := t.ask(text)
		if r.fill(t, &out, schema); asked {
			t.root = nil // what depends on the answers cannot be checked yet
		}
	}
	r.problems.Append(t.problems)
	return out, t
}

// fill checks a tree against its schema and decodes the valid part.
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
		t.problems.Add(unfit(t, err))
	}
}

// unfit is the problem of a value that its key cannot hold, such as too large a number.
func unfit(t *tree, err error) problem.Problem {
	var of *json.UnmarshalTypeError
	if !errors.As(err, &of) {
		return problem.Problem{File: t.file, Found: err.Error(), Expected: "values that fit their keys"}
	}
	expected := "a number that its key can hold"
	if of.Type.Kind() >= reflect.Int && of.Type.Kind() <= reflect.Uint64 {
		expected = "a whole number that its key can hold"
	}
	out := problem.Problem{Found: strings.TrimPrefix(of.Value, "number "), Expected: expected}
	if path := strings.Split(of.Field, "."); t.root.find(path...) != nil {
		return t.problemAt(out, path...)
	}
	out.File = t.file
	return out
}

// resolve returns the path of a file that a YAML file names.
func (r *reader) resolve(t *tree, name string, path ...string) (string, bool) {
	if strings.Contains(name, "{data}") {
		if r.options.Data == "" {
			r.wrong(t, "the folder that {data} stands for", "give --data DIR", path...)
			return "", false
		}
		name = strings.ReplaceAll(name, "{data}", slashed(r.options.Data))
		// A path from the command line is relative to the working directory.
		return name, true
	}
	return r.files.Join(dirOf(t.file), name), true
}

// slashed returns the name of a folder with forward slashes and none at its end.
func slashed(dir string) string { return strings.TrimRight(filepath.ToSlash(dir), "/") }

func dirOf(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		return name[:i+1]
	}
	return ""
}

// place returns file:line:column of a node, a format that editors understand.
func (t *tree) place(path ...string) string {
	n := t.root.find(path...)
	return t.file + ":" + strconv.Itoa(n.line) + ":" + strconv.Itoa(n.col)
}

// problemAt adds the position of a node to a problem.
func (t *tree) problemAt(p problem.Problem, path ...string) problem.Problem {
	n := t.root.find(path...)
	p.File, p.Row, p.Char = t.file, n.line, n.col
	return p
}

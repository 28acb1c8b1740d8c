// Package input is what all sections of a county file share: a Reader that opens tables,
// maps and YAML files and collects their problems, notes and fingerprints; tables in the
// project's own format, rows that are totals, and marks of missing values. IDs say
// whether all things of a kind are known. It knows no section of a county file.
package input

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/params"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// Reader reads files of a county and collects what it finds: problems, notes and the
// fingerprints of the files. It knows no key of a county file.
type Reader struct {
	Files    source.Files
	Data     string                // folder that {data} stands for in the names of files
	FixAxes  bool                  // exchange x and y of a file that lies where the county is only then
	Progress func(done, total int) // called with how many of how many large files are read; may be nil
	Home     spatial.CRS           // the county's system; zero is EPSG:3067

	Problems problem.Problems
	Notes    []report.Message // what the user of a result should know, in the order of reading
	Inputs   []File           // every file that was read, in the order of reading
	Fixed    []string         // files whose x and y were exchanged

	used         func(orb.Point) bool // whether metres are where the county's system is used; see inHome
	suggestedIDs map[[2]string]string // hints by id and the first known one
}

// Apart returns a reader of the same files that collects by itself.
func (r *Reader) Apart() *Reader {
	return &Reader{Files: r.Files, Data: r.Data, FixAxes: r.FixAxes, Progress: r.Progress, Home: r.Home}
}

// IDs holds the ids of a kind of things. It is not whole if reading some of them
// failed: what refers to them is then not checked, so that one fault is reported once.
type IDs struct {
	List  []string
	Whole bool
}

// Lacks reports whether nothing has an id.
func (s *IDs) Lacks(id string) bool { return s.Whole && !slices.Contains(s.List, id) }

// SuggestID is naming.SuggestID. Hints are cached, since a fault may be on many rows.
func (r *Reader) SuggestID(id string, known []string) string {
	if len(known) == 0 {
		return ""
	}
	key := [2]string{id, known[0]}
	hint, ok := r.suggestedIDs[key]
	if ok {
		return hint
	}
	if r.suggestedIDs == nil {
		r.suggestedIDs = map[[2]string]string{}
	}
	hint = naming.SuggestID(id, known)
	r.suggestedIDs[key] = hint
	return hint
}

// inHome reports whether a point in metres of the county's system is where that system is
// used: in Finland by default.
func (r *Reader) inHome(at orb.Point) bool {
	if r.used == nil {
		r.used = spatial.Within(r.Home, r.Home)
	}
	return r.used(at)
}

// Note records something about a file that its author should know, in English.
func (r *Reader) Note(format string, args ...any) {
	r.Notes = append(r.Notes, report.AsRead(fmt.Sprintf(format, args...)))
}

// State records something that the reader of a result should know: a key of the catalog of
// words, and its facts. They are texts, lists of texts, whole numbers or amounts.
func (r *Reader) State(kind string, facts ...any) {
	r.Notes = append(r.Notes, report.NewMessage(kind, facts...))
}

// bytes reads a file and keeps its fingerprint. A file that cannot be read is a
// problem; its hint says where the file is named. named is empty for the county
// file.
func (r *Reader) bytes(files source.Files, name, named string) ([]byte, bool) {
	text, err := files.Read(name)
	if err != nil {
		hint := source.Cause(err)
		if named != "" {
			hint = problem.Hints(hint, "it is named in "+named)
		}
		r.Problems.Add(problem.Problem{File: name, Expected: "a file that can be read", Hint: hint})
		return nil, false
	}
	sum := sha256.Sum256(text)
	r.Inputs = append(r.Inputs, File{Name: name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(text))})
	return text, true
}

// Wrong reports an invalid node of a YAML file.
func (r *Reader) Wrong(t *yaml.Tree, expected, hint string, path ...string) {
	r.Problems.Add(t.ProblemAt(problem.Problem{Found: t.Root.Find(path...).Describe(), Expected: expected, Hint: hint}, path...))
}

// ReadYAML reads a YAML file into its struct and its tree. Parts that violate
// the schema are reported and left out. The tree's root is nil if nothing could
// be read.
func ReadYAML[T any](r *Reader, files source.Files, name, named string, schema func() (*yaml.Rules, error)) (T, *yaml.Tree) {
	var out T
	text, ok := r.bytes(files, name, named)
	if !ok {
		return out, &yaml.Tree{File: name}
	}
	return DecodeYAML[T](r, name, text, schema)
}

// DecodeYAML is ReadYAML of a text.
func DecodeYAML[T any](r *Reader, name string, text []byte, schema func() (*yaml.Rules, error)) (T, *yaml.Tree) {
	decode := yaml.Decode[T]
	if name == source.EmbeddedCounty {
		decode = yaml.DecodeKept[T]
	}
	out, t := decode(name, text, schema)
	r.Problems.Append(t.Problems)
	return out, t
}

// Resolve returns the path of a file that a YAML file names.
func (r *Reader) Resolve(t *yaml.Tree, name string, path ...string) (string, bool) {
	if strings.Contains(name, "{data}") {
		if r.Data == "" {
			r.Wrong(t, "the folder that {data} stands for", "give --data DIR", path...)
			return "", false
		}
		name = strings.ReplaceAll(name, "{data}", Slashed(r.Data))
		// A path from the command line is relative to the working directory.
		return name, true
	}
	return r.Files.Join(DirOf(t.File), name), true
}

// Slashed returns the name of a folder with forward slashes and none at its end.
func Slashed(dir string) string { return strings.TrimRight(filepath.ToSlash(dir), "/") }

// DirOf returns the folder of a name with its slash, "" for a name without one.
func DirOf(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		return name[:i+1]
	}
	return ""
}

// StateIDs notes facilities with a common property.
func (r *Reader) StateIDs(kind string, ids []string, facts ...any) {
	if len(ids) > 0 {
		r.State(kind, append(facts, "list", ids)...)
	}
}

// InBounds checks that a number of the file lies within the bounds of its unit.
func (r *Reader) InBounds(t *yaml.Tree, v float64, unit string, path ...string) {
	if b, ok := params.UnitBounds(unit); ok && !b.Holds(v) {
		r.Wrong(t, b.String(), yaml.Slip(b, t.Root.Find(path...)), path...)
	}
}

// Whole is a number of a note, rounded to a whole one.
func Whole(v float64) report.Amount { return report.Amount{V: v, As: report.AsWhole} }

// Tenths is a number of a note with one decimal.
func Tenths(v float64) report.Amount { return report.Amount{V: v, As: report.AsTenths} }

// Outside says that places are not where a county's system is used.
func Outside(home spatial.CRS) string {
	if home.InFinland() {
		return "outside Finland"
	}
	return "outside the area where " + home.String() + " is used"
}

// File is one file that was read, for the provenance of a result.
type File struct {
	Name   string // as the user or the county file wrote it
	SHA256 string // in hexadecimal
	Bytes  int64
}

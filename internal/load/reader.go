package load

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// reader reads files of a county and collects what it finds: problems, notes and the
// fingerprints of the files. It knows no key of a county file.
type reader struct {
	files    source.Files
	data     string                // folder that {data} stands for in the names of files
	fixAxes  bool                  // exchange x and y of a file that lies where the county is only then
	progress func(done, total int) // called with how many of how many large files are read; may be nil
	home     spatial.CRS           // the county's system; zero is EPSG:3067

	problems problem.Problems
	notes    []string // what the user of a result should know, in the order of reading
	inputs   []Input  // every file that was read, in the order of reading
	fixed    []string // files whose x and y were exchanged

	used         func(orb.Point) bool    // whether metres are where the county's system is used; see inHome
	suggestedIDs map[[2]string]string // hints by id and the first known one
}

// apart returns a reader of the same files that collects by itself.
func (r *reader) apart() *reader {
	return &reader{files: r.files, data: r.data, fixAxes: r.fixAxes, progress: r.progress, home: r.home}
}

// idSet holds the ids of a kind of things. It is not whole if reading some of them
// failed: what refers to them is then not checked, so that one fault is reported once.
type idSet struct {
	list  []string
	whole bool
}

// lacks reports whether nothing has an id.
func (s *idSet) lacks(id string) bool { return s.whole && !slices.Contains(s.list, id) }

// suggestID is naming.SuggestID. Hints are cached, since a fault may be on many rows.
func (r *reader) suggestID(id string, known []string) string {
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
			hint = problem.Hints(hint, "it is named in "+named)
		}
		r.problems.Add(problem.Problem{File: name, Expected: "a file that can be read", Hint: hint})
		return nil, false
	}
	sum := sha256.Sum256(text)
	r.inputs = append(r.inputs, Input{Name: name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(text))})
	return text, true
}

// wrong reports an invalid node of a YAML file.
func (r *reader) wrong(t *yaml.Tree, expected, hint string, path ...string) {
	r.problems.Add(t.ProblemAt(problem.Problem{Found: t.Root.Find(path...).Describe(), Expected: expected, Hint: hint}, path...))
}

// readYAML reads a YAML file into its struct and its tree. Parts that violate
// the schema are reported and left out. The tree's root is nil if nothing could
// be read.
func readYAML[T any](r *reader, files source.Files, name, named string, schema func() (*yaml.Rules, error)) (T, *yaml.Tree) {
	var out T
	text, ok := r.bytes(files, name, named)
	if !ok {
		return out, &yaml.Tree{File: name}
	}
	return decodeYAML[T](r, name, text, schema)
}

// decodeYAML is readYAML of a text.
func decodeYAML[T any](r *reader, name string, text []byte, schema func() (*yaml.Rules, error)) (T, *yaml.Tree) {
	parse := yaml.Parse
	if name == source.EmbeddedCounty {
		parse = yaml.ParseKept
	}
	out, t := yaml.Decode[T](parse, name, text, schema)
	r.problems.Append(t.Problems)
	return out, t
}

// resolve returns the path of a file that a YAML file names.
func (r *reader) resolve(t *yaml.Tree, name string, path ...string) (string, bool) {
	if strings.Contains(name, "{data}") {
		if r.data == "" {
			r.wrong(t, "the folder that {data} stands for", "give --data DIR", path...)
			return "", false
		}
		name = strings.ReplaceAll(name, "{data}", slashed(r.data))
		// A path from the command line is relative to the working directory.
		return name, true
	}
	return r.files.Join(dirOf(t.File), name), true
}

// slashed returns the name of a folder with forward slashes and none at its end.
func slashed(dir string) string { return strings.TrimRight(filepath.ToSlash(dir), "/") }

func dirOf(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		return name[:i+1]
	}
	return ""
}

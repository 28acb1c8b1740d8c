package export

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"saavu/internal/layers"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

// verified returns the table of a folder, with its folded lines joined: where a line folds
// depends on the length of the folder's name.
func verified(t *testing.T, dir string) (table string, whole bool) {
	t.Helper()
	v, err := Verify(t.Context(), dir, words.In(lang.English))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := VerifyTable(&b, v, words.In(lang.English)); err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(dir, "DIR", "\n    ", " ").Replace(b.String()), v.Whole
}

func TestVerifySaysWhatIsWrongWithEachFile(t *testing.T) {
	dir := written(t, world30())
	table, whole := verified(t, dir)
	if !whole || strings.Count(table, "\n") != 9 || !strings.HasPrefix(table, "ok  coverage_today.geojson\n") ||
		!strings.HasSuffix(table, "\nok  DIR is whole: 8 files match provenance.json\n") {
		t.Errorf("a set that was just written, whole %v:\n%s", whole, table)
	}
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	scores := scene.Read(t, dir, "scores.csv")
	scores[0] ^= 1
	put("scores.csv", string(scores))
	put("report.md", "mine")
	put("notes.txt", "of somebody else")
	if err := errors.Join(os.Remove(filepath.Join(dir, "coverage_today.geojson")), os.Remove(filepath.Join(dir, "report.json")), os.Mkdir(filepath.Join(dir, "report.json"), 0o755)); err != nil {
		t.Fatal(err)
	}
	table, whole = verified(t, dir)
	for _, want := range []string{"no  coverage_today.geojson is missing\n", "no  scores.csv does not have the bytes that were written\n", "no  report.md has 4 bytes, expected ", "no  report.json is a folder, expected a file\n", "ok  coverage.gpkg\n"} {
		if !strings.Contains(table, want) {
			t.Errorf("no line %q in\n%s", want, table)
		}
	}
	v, err := Verify(t.Context(), dir, words.In(lang.English))
	if err != nil || whole || v.Summary(words.In(lang.English)) != dir+" is not whole; files that differ from provenance.json: 4 of 8" {
		t.Errorf("%v, %s", err, v.Summary(words.In(lang.English)))
	}
	put("provenance.json", `{"files": [{"name": "../a", "sha256": "", "bytes": 1}]}`)
	if table, whole := verified(t, dir); whole || table != "no  provenance.json names \"../a\", expected the plain name of a file in the folder\n" {
		t.Errorf("whole %v: %s", whole, table)
	}
	for _, other := range []string{`{"version": "1"}`, `{"files": []}`} { // from another program
		put("provenance.json", other)
		if table, whole := verified(t, dir); whole || table != "no  provenance.json: no list of files, expected the provenance of a run\n" {
			t.Errorf("whole %v: %s", whole, table)
		}
	}
	put("provenance.json", `{"files": [`)
	if table, whole := verified(t, dir); whole || table != "no  provenance.json: unexpected EOF, expected JSON of a run\n" {
		t.Errorf("whole %v: %s", whole, table)
	}
	if err := os.Remove(filepath.Join(dir, "provenance.json")); err != nil {
		t.Fatal(err)
	}
	if table, whole := verified(t, dir); whole || !strings.HasPrefix(table, "no  provenance.json is missing: ") {
		t.Errorf("whole %v: %s", whole, table)
	}
	if _, err := Verify(t.Context(), filepath.Join(dir, "none"), words.In(lang.English)); !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), filepath.Join(dir, "none")+": ") {
		t.Error(err)
	}
	if _, err := Verify(t.Context(), filepath.Join(dir, "notes.txt"), words.In(lang.English)); err == nil || !strings.HasSuffix(err.Error(), "notes.txt: this is a file, not a folder") {
		t.Error(err)
	}
}

func TestVerifyFollowsItsSchema(t *testing.T) {
	schema, err := VerifySchema()
	if err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "../../docs/schema/verify.schema.json", string(schema))
	loaded, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("verify.schema.json", loaded); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("verify.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{written(t, world30()), t.TempDir()} {
		v, err := Verify(t.Context(), dir, words.In(lang.English))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := VerifyJSON(&b, v); err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(value); err != nil {
			t.Errorf("%v: %s", err, b.String())
		}
		value.(map[string]any)["files"] = nil
		if compiled.Validate(value) == nil {
			t.Error("the schema takes null for the files")
		}
	}
}

// A run replaces its earlier set and nothing else: files that it no longer writes
// are removed, files that somebody changed are noted, and a file of another user in
// the way is an error.
func TestNextRunReplacesTheSetAndNothingElse(t *testing.T) {
	dir := written(t, world30())
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("mine"), 0o644),
		os.WriteFile(filepath.Join(dir, "report.md"), []byte("mine"), 0o644)); err != nil {
		t.Fatal(err)
	}
	s := world30()
	last := s.Report.Options[2].ID
	s.Report.Options[2].ID, s.Surfaces[2].Option = "other", "other"
	notes, err := Write(t.Context(), dir, s)
	want := []string{dir + ": removed, because this run does not write them: coverage_" + layers.PlainID(last) + ".geojson",
		dir + ": replaced, although they were changed after an earlier run wrote them: report.md"}
	if err != nil || !slices.Equal(notes, want) {
		t.Errorf("%v, notes %q, expected %q", err, notes, want)
	}
	if _, whole := verified(t, dir); !whole || string(scene.Read(t, dir, "notes.txt")) != "mine" || len(scene.Listed(t, dir)) != 10 {
		t.Errorf("whole %v, files %q", whole, scene.Listed(t, dir))
	}
	if err := os.Rename(filepath.Join(dir, "notes.txt"), filepath.Join(dir, "coverage_"+layers.PlainID(last)+".geojson")); err != nil {
		t.Fatal(err)
	}
	before := scene.Listed(t, dir)
	if _, err := Write(t.Context(), dir, world30()); err == nil || !strings.HasSuffix(err.Error(), layers.PlainID(last)+".geojson exists and is not listed in provenance.json: name another folder, or remove it") {
		t.Error(err)
	}
	if _, whole := verified(t, dir); !whole || !slices.Equal(scene.Listed(t, dir), before) {
		t.Errorf("whole %v, files %q", whole, scene.Listed(t, dir))
	}
}

package export

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"saavu/internal/export/contract"
	"saavu/internal/export/plain"
	"saavu/internal/export/tables"
	"saavu/internal/format/problem"
	"saavu/internal/scene"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// written puts the drawn world into a folder.
func written(t *testing.T, s Set) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "a", "out")
	if _, err := Write(t.Context(), dir, s); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestWriteGolden(t *testing.T) {
	dir := written(t, world30())
	want := []string{"coverage.gpkg", "coverage_centralised.geojson", "coverage_local-2030.geojson", "coverage_today.geojson",
		"provenance.json", "report.html", "report.json", "report.md", "scores.csv"}
	if got := scene.Listed(t, dir); !slices.Equal(got, want) {
		t.Errorf("files %v, expected %v", got, want)
	}
	for _, name := range []string{"report.md", "report.json", "scores.csv"} {
		scene.Golden(t, *update, "testdata/"+name, string(scene.Read(t, dir, name)))
	}
}

// TestTwoWritesGiveTheSameBytes writes the second set over the first.
func TestTwoWritesGiveTheSameBytes(t *testing.T) {
	dir := written(t, world30())
	before := map[string][]byte{}
	for _, name := range scene.Listed(t, dir) {
		before[name] = scene.Read(t, dir, name)
	}
	if _, err := Write(t.Context(), dir, world30()); err != nil {
		t.Fatal(err)
	}
	if names := scene.Listed(t, dir); len(names) != len(before) {
		t.Errorf("left behind: %v", names)
	}
	for name, want := range before {
		if !bytes.Equal(scene.Read(t, dir, name), want) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestReportFollowsItsSchema(t *testing.T) {
	schema, err := contract.ReportSchema()
	if err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "../../docs/schema/report.schema.json", string(schema))
	loaded, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.schema.json", loaded); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := contract.JSON(&b, scene.ComparedReport(), nil); err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(value); err != nil {
		t.Errorf("report.json does not follow its schema: %v", err)
	}
	row := value.(map[string]any)["services"].([]any)[0].(map[string]any)["rows"].([]any)[0].(map[string]any)
	rows := value.(map[string]any)["services"].([]any)[0].(map[string]any)["rows"].([]any)
	if last := rows[2].(map[string]any); last["best"] != true || len(last["movers"].([]any)) != 3 || row["best"] != false {
		t.Errorf("best and movers of the rows: %v, %v", last["best"], last["movers"])
	}
	if last := rows[2].(map[string]any); last["next_best"] != "Today 2026" || last["worst_group"] != "mobility-limited" || row["frontier_price_eur"] != nil {
		t.Errorf("frontier and groups of the rows: %v, %v, %v", last["next_best"], last["worst_group"], row["frontier_price_eur"])
	}
	levers := value.(map[string]any)["options"].([]any)[2].(map[string]any)["levers"].([]any)
	if alone := levers[2].(map[string]any); len(levers) != 4 || alone["known"] != false || alone["county_eur"] != nil {
		t.Errorf("levers: %v", levers)
	}
	if row["worst_tenth_min"] != nil || row["gain"].(map[string]any)["value"] != nil {
		t.Errorf("unreachable and unknown are not null: %v, %v", row["worst_tenth_min"], row["gain"])
	}
	row["points"] = "many"
	if compiled.Validate(value) == nil {
		t.Error("the schema takes text for a number of points")
	}
	row["points"] = json.Number("8")
	value.(map[string]any)["extra"] = true
	if compiled.Validate(value) == nil {
		t.Error("the schema takes a field that the contract does not have")
	}
}

func TestScores(t *testing.T) {
	var b bytes.Buffer
	r := scene.ComparedReport()
	if err := scores(&b, &r); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"option", "service", "measure", "area", "group", "value", "lo", "hi", "unit", "people", "synthetic", "facility", "county", "year", "demonstration"},
		{"today", "neuvola", "gets_there", "", "0-6", "0.71", "0.67", "0.75", "share", "23700", "true", "", "drawn", "2026", "true"},
		{"today", "neuvola", "worst_tenth", "kivisto, itä", "", "", "", "", "min", "0.5", "true", "", "drawn", "2026", "true"},
	}
	if !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("got %v", rows)
	}
}

// No text in a CSV file is a formula to a spreadsheet, every number reads back
// unchanged, and Saavu reads the texts as they were.
func TestTextsAndNumbersOfCSV(t *testing.T) {
	r := report.Report{}
	for _, x := range []struct {
		text, written string
		v             float64
		number        string
	}{
		{"=1+1", "'=1+1", 0.00000007262768087644117, "7.26276808764e-08"}, {"\t@x", "'\t@x", 1e15, "1e+15"}, {"-3.5", "-3.5", -0.00001, "-0.00001"},
		{"+a,b", "'+a,b", 123456789012, "123456789012"}, {" -x", "' -x", 0, "0"},
	} {
		r.County = x.text
		r.Scores = append(r.Scores, report.Score{Option: x.text, Service: x.text, Measure: x.text, Area: x.text, Group: x.text, Facility: x.text, Value: x.v, Lo: x.v, Hi: x.v, Unit: "share", People: 1})
		var scored strings.Builder
		if err := scores(&scored, &r); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(scored.String())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		last := rows[len(rows)-1]
		if d := cmp.Diff([]string{x.written, x.written, x.written, x.written, x.written, x.number, x.number, x.number, "share", "1", "false", x.written, x.written, "", "false"}, last); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
}

// hostile is a name that reverses text, breaks XML, and is active in Markdown.
const hostile = "a\u202eb\u200b\ufffe\x01\x1b[31m\u2028 [x](http://x.example) ![y](//y) <b>&amp;| `c` www.z.example m@n.example\n# h"

// everywhere is the drawn world with a hostile name wherever a file can have one.
func everywhere() Set {
	s := world30()
	r := &s.Report
	r.Name += hostile
	for _, text := range []string{hostile, "- item", "1. item", "> quoted", "+ item"} {
		r.Reading = append(r.Reading, report.AsRead(text))
	}
	for k := range r.Options {
		o := &r.Options[k]
		o.Name = fmt.Sprint(hostile, k)
		o.Names, o.Short = lang.Same(o.Name), lang.Name{}
		o.Steps = append(o.Steps, report.Step{Kind: "close", Fields: []report.Fact{{Name: "facility", Value: hostile}}})
		o.Breaches = append(o.Breaches, report.Breach{Rule: hostile, Source: hostile, Verdict: "breach", Detail: report.NewMessage("rule_closed", "list", []string{hostile}), Severity: report.Law})
		f := s.Counties[k].Network.Facilities
		for i := range f {
			f[i].Name = hostile
		}
	}
	for v := range r.Services {
		r.Services[v].Name = fmt.Sprint(hostile, v)
		for k := range r.Services[v].Rows {
			r.Services[v].Rows[k].WorstArea = hostile
			for a := range r.Services[v].Rows[k].Areas {
				r.Services[v].Rows[k].Areas[a].Name = hostile
			}
		}
	}
	for a := range s.Grid.Areas {
		s.Grid.Areas[a].Name = hostile
	}
	return s
}

// Every file shows a name as it is written, and all files are well-formed.
func TestHiddenCharactersAreShown(t *testing.T) {
	s := everywhere()
	dir := written(t, s)
	var table strings.Builder
	if err := tables.Service(&table, s.Report, "", plain.Options{Detail: true}); err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{"table": table.String()}
	for _, name := range scene.Listed(t, dir) {
		if ending := filepath.Ext(name); ending == ".md" || ending == ".geojson" {
			texts[name] = string(scene.Read(t, dir, name))
		}
	}
	for _, l := range geopackageTexts(t, filepath.Join(dir, geopackageName)) {
		texts["geopackage: "+l[:min(40, len(l))]] = l
	}
	for _, kind := range []string{"map", "difference", "reach"} {
		var b strings.Builder
		if err := s.Plot(&b, Picture{Kind: kind, Service: s.Report.Services[0].ID, Options: []string{s.Report.Options[1].ID}, Size: "page"}); err != nil {
			t.Fatal(err)
		}
		texts[kind+".svg"] = b.String()
	}
	if len(texts) < 20 {
		t.Errorf("only %d texts", len(texts))
	}
	shownOnes := 0
	for name, text := range texts {
		for _, c := range text {
			if c != '\n' && problem.Hidden(c) {
				t.Errorf("%s has %q", name, c)
				break
			}
		}
		if strings.Contains(text, `\u202e`) {
			shownOnes++
		}
		if strings.HasSuffix(name, ".svg") || strings.HasPrefix(text, "<!DOCTYPE qgis") {
			for d := xml.NewDecoder(strings.NewReader(text)); ; {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Errorf("%s: %v", name, err)
					break
				}
			}
		}
	}
	if shownOnes < 10 {
		t.Errorf("the escape is in %d texts only", shownOnes)
	}
	// the value in the data is the name itself
	var c struct{ Title string }
	if err := json.Unmarshal(scene.Read(t, dir, "coverage_today.geojson"), &c); err != nil || !strings.Contains(c.Title, hostile) {
		t.Errorf("%q %v", c.Title, err)
	}
}

// No part of a name becomes a link, an image, HTML or a column of a table.
func TestMarkdownOfNamesIsText(t *testing.T) {
	s := everywhere()
	var b strings.Builder
	if err := tables.Markdown(&b, &s.Report, s.Words); err != nil {
		t.Fatal(err)
	}
	live := regexp.MustCompile("(^|[^\\\\])([`<]|\\]\\(|!?\\[[^\\]]*\\]\\()|[a-z]://|www\\.|@|^ *(- )?([+>] |1\\. |# h)|^ *- - ")
	wide := 0
	for _, line := range strings.Split(b.String(), "\n") {
		line = strings.ReplaceAll(line, "@<!-- -->", "")
		if found := live.FindString(line); found != "" {
			t.Errorf("%q is active in %q", found, line)
		}
		columns := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		if !strings.HasPrefix(line, "|") {
			wide = 0
		} else if wide != 0 && columns != wide {
			t.Errorf("%d columns instead of %d: %s", columns, wide, line)
		} else {
			wide = columns
		}
	}
}

func TestProvenance(t *testing.T) {
	dir := written(t, world30())
	var p provenance
	if err := json.Unmarshal(scene.Read(t, dir, "provenance.json"), &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Inputs) != 2 || p.Inputs[0] != (source{"county.yaml", "aa", 10}) {
		t.Errorf("inputs %v, expected both, sorted", p.Inputs)
	}
	if len(p.Files) != 8 {
		t.Errorf("%d files, expected all but itself", len(p.Files))
	}
	if last := len(p.Options) - 1; p.Options[0].Hash != "a1" || p.Options[last].Hash != fmt.Sprintf("a%d", last+1) {
		t.Errorf("options %v, expected each with its hash", p.Options)
	}
	if p.Settings.Fixed == nil || len(p.Settings.Fixed) != 0 {
		t.Errorf("fixed %v, expected an empty list", p.Settings.Fixed)
	}
	if len(p.Sources) != 3 || p.Sources[0].Licence != "CC BY 4.0" || p.Sources[0].Attribution.Fi != "Piirretty kaupunki" || p.Sources[1].Licence != "" || p.Sources[2].Attribution != nil {
		t.Errorf("sources %+v", p.Sources)
	}
	for _, f := range p.Files {
		sum := sha256.Sum256(scene.Read(t, dir, f.Name))
		if f.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: another sum than in the provenance", f.Name)
		}
	}
	if len(p.Parameters) != 3 || *p.Parameters[0].Value != 4.5 || *p.Parameters[0].Hi != 5 || p.Parameters[0].Flag != "assumption" ||
		p.Parameters[1].Value != nil || p.Parameters[2].Text != "as today" || p.Parameters[2].Value != nil {
		t.Errorf("parameters %+v", p.Parameters)
	}
}

func TestWriteRefuses(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	open := filepath.Join(dir, "open")
	if err := os.Mkdir(open, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(open, "coverage.gpkg-wal"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, tt := range []struct {
		what, dir, want string
		ctx             context.Context
		spoil           func(*Set)
	}{
		{what: "no name", dir: "", want: "output folder : no name given"},
		{what: "a file", dir: file, want: "output folder " + file + ": " + file + " is a file, expected a folder"},
		{what: "below a file", dir: filepath.Join(file, "b"), want: "output folder " + filepath.Join(file, "b") + ": " + file + " is a file, expected a folder"},
		{what: "open elsewhere", dir: open, want: "output folder " + open + ": another program has coverage.gpkg open (coverage.gpkg-wal exists): close it there, or remove that file if no program has it open"},
		{what: "ended", dir: filepath.Join(dir, "new", "deep"), ctx: ended, want: "output folder " + filepath.Join(dir, "new", "deep") + ": context canceled"},
		{what: "no grid", dir: dir, spoil: func(s *Set) { s.Grid = nil }, want: "layers: no population grid"},
		{what: "two options, one file", dir: dir, spoil: func(s *Set) {
			s.Report.Options[0].ID, s.Surfaces[0].Option = "a b", "a b"
			s.Report.Options[1].ID, s.Surfaces[1].Option = "a/b", "a/b"
		}, want: `options "a b" and "a/b" would be written to the same file`},
		{what: "two options, one file where capital letters do not count", dir: dir, spoil: func(s *Set) {
			s.Report.Options[0].ID, s.Surfaces[0].Option = "plan", "plan"
			s.Report.Options[1].ID, s.Surfaces[1].Option = "Plan", "Plan"
		}, want: `options "plan" and "Plan" would be written to the same file`},
		{what: "several faults", dir: dir, spoil: func(s *Set) {
			s.Surfaces[1].Option = "x"
			s.Surfaces[2].Layers[0].Own = nil
			s.Counties[0] = nil
		}, want: "option \"today\" has no county\nsurface 2 belongs to option \"x\", expected \"centralised\"\noption \"local-2030\", service \"neuvola\": expected a surface of the grid's 30 cells"},
	} {
		s := world30()
		if tt.spoil != nil {
			tt.spoil(&s)
		}
		if tt.ctx == nil {
			tt.ctx = t.Context()
		}
		if _, err := Write(tt.ctx, tt.dir, s); err == nil || err.Error() != tt.want {
			t.Errorf("%s:\n got %v\nwant %s", tt.what, err, tt.want)
		}
	}
	if got := scene.Listed(t, dir); !slices.Equal(got, []string{"file", "open"}) {
		t.Errorf("left behind: %v", got)
	}
	if string(scene.Read(t, dir, "file")) != "mine" {
		t.Error("the file was changed")
	}
}

// TestFailureLeavesTheEarlierFiles: the last file cannot be put in its place, so the
// earlier files stay as they were.
func TestFailureLeavesTheEarlierFiles(t *testing.T) {
	dir := written(t, world30())
	before := scene.Read(t, dir, "report.md")
	gone := filepath.Join(dir, "provenance.json")
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(gone, "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "scores.csv")); err != nil {
		t.Fatal(err)
	}
	names := scene.Listed(t, dir)
	s := world30()
	s.Report.Name = "Another county"
	_, err := Write(t.Context(), dir, s)
	if err == nil || !strings.HasSuffix(err.Error(), dir+": provenance.json is a folder, expected a file; no run has written it: name another folder, or remove it") {
		t.Errorf("got %v", err)
	}
	if got := scene.Listed(t, dir); !slices.Equal(got, names) {
		t.Errorf("files %v, expected %v", got, names)
	}
	if !bytes.Equal(scene.Read(t, dir, "report.md"), before) {
		t.Error("an earlier file was changed")
	}
}

// TestFailedFileLeavesNothing: an error during writing, in a folder that was created
// for it.
func TestFailedFileLeavesNothing(t *testing.T) {
	root := t.TempDir()
	s := world30()
	s.Surfaces[2].Layers[0].Target[7] = 1 / (s.Grid.People[1*101] - s.Grid.People[1*101]) // not a number in JSON
	if _, err := Write(t.Context(), filepath.Join(root, "a", "b"), s); err == nil || !strings.Contains(err.Error(), "coverage_local-2030.geojson") {
		t.Errorf("got %v", err)
	}
	if got := scene.Listed(t, root); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
}

// geopackageTexts returns the titles, descriptions and styles of a file.
func geopackageTexts(t *testing.T, path string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT identifier FROM gpkg_contents UNION ALL SELECT description FROM gpkg_contents UNION ALL SELECT title FROM gpkg_data_columns
		UNION ALL SELECT name FROM gpkg_data_columns UNION ALL SELECT description FROM gpkg_data_columns
		UNION ALL SELECT styleQML FROM layer_styles UNION ALL SELECT description FROM layer_styles`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var text sql.NullString
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		if text.String != "" {
			out = append(out, text.String)
		}
	}
	return out
}

// A service that the report does not have is an error, before anything is written.
func TestMapsOfAnUnknownService(t *testing.T) {
	s := world30()
	s.Mapped = []string{"dental", "nothing"}
	dir := filepath.Join(t.TempDir(), "out")
	_, err := Write(context.Background(), dir, s)
	if err == nil || !strings.Contains(err.Error(), `no service "nothing"`) {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder was made")
	}
}

// Today has no reference: its changes are null and not 0.
func TestTodayHasNoChangeInTheReport(t *testing.T) {
	s := world30()
	dir := written(t, s)
	var doc struct {
		Services []struct {
			Rows []struct {
				Option   string
				LoseLast *float64 `json:"lose_last"`
				Gain     struct{ Value *float64 }
				Areas    []struct{ Gain, Lose *float64 }
			}
		}
	}
	if err := json.Unmarshal(scene.Read(t, dir, "report.json"), &doc); err != nil {
		t.Fatal(err)
	}
	for _, row := range doc.Services[0].Rows {
		none := s.Report.Options[0].ID == row.Option
		if (row.LoseLast == nil) != none || none && row.Gain.Value != nil {
			t.Errorf("%+v", row)
		}
		for _, a := range row.Areas {
			if (a.Gain == nil) != none || (a.Lose == nil) != none {
				t.Errorf("%s: %+v", row.Option, a)
			}
		}
	}
}

// On Windows, a file of the folder that another program has open is named in the
// error, and nothing in the folder changes.
func TestFileOfTheFolderThatIsHeldOpen(t *testing.T) {
	dir := written(t, world30())
	before, names := scene.Read(t, dir, "report.md"), scene.Listed(t, dir)
	name := filepath.Join(dir, "scores.csv")
	held, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	s := world30()
	s.Report.Name = "Another county"
	_, err = Write(t.Context(), dir, s)
	changed := !bytes.Equal(scene.Read(t, dir, "report.md"), before)
	if runtime.GOOS == "windows" {
		if err == nil || !strings.Contains(err.Error(), name+": another program, such as Excel or QGIS, has it open") || changed {
			t.Errorf("got %v, report.md changed: %v", err, changed)
		}
	} else if err != nil || !changed {
		t.Errorf("got %v, report.md changed: %v", err, changed)
	}
	if got := scene.Listed(t, dir); !slices.Equal(got, names) {
		t.Errorf("files %q, expected %q", got, names)
	}
}

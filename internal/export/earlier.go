package export

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"saavu/internal/atomic"
	"saavu/internal/export/contract"
	"saavu/internal/export/plain"
	"saavu/internal/format/geojson"
	"saavu/internal/format/gpkg"
	"saavu/internal/format/parquet"
	"saavu/internal/layers"
	"saavu/internal/save"
	"saavu/internal/words"
)

// Earlier is the folder of an earlier run, whose layers are written again without
// computing anything.
type Earlier struct {
	Dir     string
	Layers  []gpkg.About // of its GeoPackage, in alphabetical order, those with places first
	Changed []string     // files of the folder that are not as the run wrote them

	result earlierResult
	made   earlierMade
}

// earlierResult is what is read of report.json.
type earlierResult struct {
	County      contract.County       `json:"county"`
	Year        int                   `json:"year"`
	Frame       string                `json:"frame"`
	Period      string                `json:"period"`
	Options     []earlierOption       `json:"options"`
	Services    []earlierService      `json:"services"`
	Assumptions []earlierAssumption   `json:"assumptions"`
	Sources     []contract.DataSource `json:"sources"`
}

type earlierOption struct {
	ID      string         `json:"id"`
	Names   contract.Names `json:"names"`
	Year    int            `json:"year"`
	Against string         `json:"against"`
}

type earlierService struct {
	ID    string         `json:"id"`
	Names contract.Names `json:"names"`
}

type earlierAssumption struct {
	Path   string          `json:"path"`
	Names  *contract.Names `json:"names"`
	Value  *float64        `json:"value"`
	Lo     *float64        `json:"lo"`
	Hi     *float64        `json:"hi"`
	Ranged bool            `json:"ranged"`
	Unit   string          `json:"unit"`
	Flag   string          `json:"flag"`
	Ref    string          `json:"ref"`
}

// earlierMade is what is read of provenance.json.
type earlierMade struct {
	Version  string   `json:"version"`
	Settings settings `json:"settings"`
	Inputs   []source `json:"inputs"`
	Files    []source `json:"files"`
	Options  []plan   `json:"options"`
}

// OpenEarlier reads what a folder of compare --out-dir has. A folder without a
// GeoPackage, report.json or provenance.json of a run is an error, as are files that
// cannot be read. Files that were changed after the run are read as they are and named
// in Changed.
func OpenEarlier(ctx context.Context, dir string) (*Earlier, error) {
	e := &Earlier{Dir: dir}
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("%s: %w", dir, atomic.Reason(err))
	} else if !info.IsDir() {
		return nil, fmt.Errorf("%s: this is a file, expected the folder of a run of compare --out-dir", dir)
	}
	for name, to := range map[string]any{"report.json": &e.result, manifest.Name: &e.made} {
		if err := e.decode(name, to); err != nil {
			return nil, err
		}
	}
	var err error
	if e.Layers, err = gpkg.List(e.file()); errors.Is(err, fs.ErrNotExist) {
		return nil, e.lacks(geopackageName)
	} else if err != nil {
		return nil, err
	}
	files, against, err := atomic.Check(ctx, dir, manifest)
	if err != nil {
		return nil, err
	}
	for i, f := range files {
		if against[i].Kind != atomic.Same {
			e.Changed = append(e.Changed, f.Name)
		}
	}
	return e, nil
}

func (e *Earlier) file() gpkg.File { return gpkg.File{Path: filepath.Join(e.Dir, geopackageName)} }

func (e *Earlier) lacks(name string) error {
	return fmt.Errorf("%s: no %s, expected the folder of a run of compare --out-dir", e.Dir, name)
}

func (e *Earlier) decode(name string, to any) error {
	f, err := os.Open(filepath.Join(e.Dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return e.lacks(name)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", e.Dir, atomic.Reason(err))
	}
	defer f.Close()
	if err := json.NewDecoder(io.LimitReader(f, longestManifest)).Decode(to); err != nil {
		return fmt.Errorf("%s: %w, expected JSON of a run", filepath.Join(e.Dir, name), err)
	}
	return nil
}

// Names lists the layers.
func (e *Earlier) Names() []string {
	return contract.Each(e.Layers, func(a *gpkg.About) string { return a.Name })
}

// Find returns a layer by its name. Case, and - or _, make no difference.
func (e *Earlier) Find(name string) (gpkg.About, bool) {
	plain := func(text string) string { return strings.ReplaceAll(strings.ToLower(text), "-", "_") }
	for _, same := range []func(string) bool{func(n string) bool { return n == name }, func(n string) bool { return plain(n) == plain(name) }} {
		if i := slices.IndexFunc(e.Layers, func(a gpkg.About) bool { return same(a.Name) }); i >= 0 {
			return e.Layers[i], true
		}
	}
	return gpkg.About{}, false
}

// Options lists the ids of the options.
func (e *Earlier) Options() []string {
	return contract.Each(e.result.Options, func(o *earlierOption) string { return o.ID })
}

// Difference is what two options of the run differ in, cell by cell: the first less the
// second, with titles in a language. Unknown options, and options of different years, are
// errors.
func (e *Earlier) Difference(first, second string, w *words.Words) (gpkg.Layer, error) {
	var found [2]gpkg.Layer
	var years [2]int
	d := layers.Differ{IDs: [2]string{first, second}, Service: e.serviceOf(w), Public: e.made.Settings.Public, Words: w,
		Stamp: plain.MadeUp(w, e.result.County.Synthetic, e.result.County.Demonstration)}
	for i, id := range []string{first, second} {
		at := slices.Index(e.Options(), id)
		if at < 0 {
			return gpkg.Layer{}, fmt.Errorf("no option %q, the run has %s", id, strings.Join(e.Options(), ", "))
		}
		years[i] = e.result.Options[at].Year
		d.Names[i] = w.Text("layer.option", "option", w.Name(e.result.Options[at].Names.Name()), "id", id)
		about, ok := e.Find("coverage_" + layers.PlainID(id))
		if !ok {
			return gpkg.Layer{}, fmt.Errorf("%s has no layer of the cells of the option %q", e.file().Path, id)
		}
		var err error
		if found[i], err = gpkg.Load(e.file(), about.Name); err != nil {
			return gpkg.Layer{}, err
		}
	}
	if years[0] != years[1] {
		return gpkg.Layer{}, fmt.Errorf("%s is of %d and %s of %d: their people differ too", first, years[0], second, years[1])
	}
	return layers.Difference(found[0], found[1], d)
}

// serviceOf names a service by the beginning of its columns.
func (e *Earlier) serviceOf(w *words.Words) func(prefix string) string {
	return func(prefix string) string {
		for i := range e.result.Services {
			if s := &e.result.Services[i]; layers.Prefix(s.ID) == prefix {
				return w.Name(s.Names.Name())
			}
		}
		return prefix
	}
}

// Holds reports whether a name is that of a file of the run, also by another path or
// through a link.
func (e *Earlier) Holds(name string) (file string, holds bool) {
	info, err := os.Stat(name)
	if err != nil {
		return "", false // nothing is there that could be lost
	}
	for _, f := range append(e.made.Files[:len(e.made.Files):len(e.made.Files)], source{Name: manifest.Name}) {
		if own, err := os.Stat(filepath.Join(e.Dir, f.Name)); err == nil && os.SameFile(own, info) {
			return f.Name, true
		}
	}
	return "", false
}

// Load reads a layer of the GeoPackage with its rows and styles.
func (e *Earlier) Load(name string) (gpkg.Layer, error) { return gpkg.Load(e.file(), name) }

// Write writes layers to a file, whole or not at all, in the format of its ending and
// in the coordinate system epsg, 0 for their own. Words are those of the cover of a
// workbook.
func (e *Earlier) Write(ctx context.Context, name string, list []gpkg.Layer, epsg int, w *words.Words) error {
	r := &e.result
	about := save.About{Instant: layers.InstantOf(r.Year), Sheets: [2]string{w.Text("saved.cover"), w.Text("saved.columns")}, Cover: e.cover(w, list),
		Members: []geojson.Member{{Name: "county", Value: r.County.Name}, {Name: "year", Value: r.Year}, {Name: "synthetic", Value: r.County.Synthetic}, {Name: "demonstration", Value: r.County.Demonstration}}}
	stated, err := json.Marshal(map[string]any{"county": r.County, "year": r.Year, "period": r.Period, "version": e.made.Version, "settings": e.made.Settings})
	if err != nil {
		return err
	}
	about.Pairs = []parquet.Pair{{Key: "saavu.run", Value: string(stated)}}
	return save.Write(ctx, name, list, epsg, about)
}

// EarlierTable prints the layers of an earlier run.
func EarlierTable(out io.Writer, e *Earlier, w *words.Words) error {
	p := &plain.Page{Words: words.OrEnglish(w)}
	p.Heading(1, plain.Dotted(append([]string{e.result.County.Name, w.Text("saved.layers", "n", len(e.Layers))}, plain.MadeUp(w, e.result.County.Synthetic, e.result.County.Demonstration)...)...))
	p.Gap()
	s := &plain.Sheet{Most: p.Width(), Columns: []plain.Column{{Head: p.ColumnHead("layer"), Names: true}, {Head: p.ColumnHead("geometry")}, {Head: p.ColumnHead("rows"), Right: true}, {Head: p.ColumnHead("title"), Least: 20}}}
	for _, a := range e.Layers {
		kind := strings.ToLower(a.Geometry)
		if kind == "" {
			kind = words.Dash
		}
		s.Add(a.Name, kind, w.Spaced(float64(a.Rows)), a.Title)
	}
	p.Sheet(s)
	_, err := io.WriteString(out, p.String())
	return err
}

// Package layers has the map layers of a comparison: their columns, geometry, titles
// and styles, and the GeoPackage and GeoJSON made from them. It computes no results of
// its own.
package layers

import (
	"context"
	"time"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/internal/qgis"
	"saavu/internal/words"
	"saavu/pkg/params"
	"saavu/pkg/spatial"
)

// In puts a layer into a county's system; the zero system is EPSG:3067.
func In(l gpkg.Layer, home spatial.CRS) gpkg.Layer {
	l.CRS = home.Named()
	return l
}

// home is the system of the county's places.
func (s *Maps) home() spatial.CRS { return s.Counties[0].CRS }

// Maps is a comparison whose layers are written. Words is nil for English; names of
// layers and columns are the same in every language.
type Maps struct {
	board.Result
	Params params.Tree
	Words  *words.Words
	Hashes []string // of the options; nil leaves them out

	// Mapped are the ids of the services that layers show, the default of their styles
	// first. None is the first service whose minutes some option changes, or the first.
	Mapped []string

	// Asked are the kinds of layers that are written on request (see Asked), of the
	// services that layers show.
	Asked []string

	mapped []int // the same as indexes of the report's services, from chooseMaps
}

// file is a GeoPackage that is being put together.
type file struct {
	*Maps
	w       *words.Words
	cells   []int            // of all options, in the order of their source
	key     []int64          // of each cell of the grid in the table of cells; 0 for none
	painted [][]int          // cells of each option
	columns [][]Attribute    // of each option, what its cells have
	holder  [][]int          // of each option and column, the option whose table has it
	shrinks [][]*qgis.Shrink // of each option and service
	layers  []gpkg.Layer
	project []projected
}

// projected is a layer with what a project needs of it.
type projected struct {
	table, title, geometry string
	option                 int    // -1 for all options
	part                   string // of a layer on request: see askedStyle
	of                     []qgis.Test
	styles                 []qgis.Style
	form                   *qgis.Form
}

// GeoPackage writes all layers to a file, whole or not at all: an error if they cannot
// be written (see Check), if the file cannot, or when ctx ends. The format requires an
// instant: it is the start of the county's base year, so that it does not depend on a
// clock. The project in the file looks for its layers in a file of the same name.
func (s *Maps) GeoPackage(ctx context.Context, path string) error {
	f, err := s.file()
	if err != nil {
		return err
	}
	options := gpkg.Options{Instant: InstantOf(s.Report.Year), Metadata: f.metadata()}
	zipped, err := f.qgisProject().Zipped()
	if err != nil {
		return err
	}
	options.Projects = []gpkg.Project{{Name: projectName, Content: zipped}}
	return gpkg.Write(ctx, path, f.layers, options)
}

// InstantOf is the start of a year: the instant of files that need one.
func InstantOf(year int) time.Time {
	return time.Date(max(year, 1), time.January, 1, 0, 0, 0, 0, time.UTC)
}

// file puts the layers together. Tables come before the views that are made of them.
func (s *Maps) file() (*file, error) {
	if err := s.chooseMaps(); err != nil {
		return nil, err
	}
	f := s.prepared()
	f.add(f.cellTable(), -1, f.cellStyles(), f.w.Text("layer.cell_tab"))
	for k := range s.Report.Options {
		f.layers = append(f.layers, f.optionTable(k))
	}
	for k := range s.Report.Options {
		f.add(f.coverage(k), k, f.coverageStyles(k), f.w.Text("layer.cell_tab"))
	}
	for k := range s.Report.Options {
		if f.reference(k) != "" {
			f.add(f.changes(k), k, f.changeStyles(k), f.w.Text("layer.cell_tab"))
		}
	}
	for k := range s.Report.Options {
		f.add(f.facilityLayer(k), k, f.placeStyles(k), f.w.Text("layer.place_tab"))
	}
	stations := f.stationStyles()
	for k := range s.Report.Options {
		f.add(f.stationLayer(k), k, stations, f.w.Text("layer.place_tab"))
	}
	for _, v := range s.mapped {
		l := f.areaLayer(v)
		f.add(l, -1, f.areaStyles(l.Columns), f.w.Text("layer.place_tab"))
	}
	f.asked()
	return f, nil
}

// prepared finds the cells of the options and their columns.
func (s *Maps) prepared() *file {
	f := &file{Maps: s, w: s.spoken(), key: make([]int64, s.Grid.Cells())}
	listed := make([]bool, s.Grid.Cells())
	for k := range s.Report.Options {
		cells := s.Painted(k)
		f.painted = append(f.painted, cells)
		for _, i := range cells {
			listed[i] = true
		}
	}
	for _, i := range s.inOrder() {
		if listed[i] {
			f.cells = append(f.cells, i)
			f.key[i] = int64(len(f.cells))
		}
	}
	room := maxColumns - len(f.lasting()) - years
	for k := range s.Report.Options {
		f.columns = append(f.columns, append(f.yearly(k), f.figuresOf(k, room)...))
		f.holder = append(f.holder, nil)
		f.holder[k] = f.held(k)
		shrinks := make([]*qgis.Shrink, len(s.Report.Services))
		for v := range shrinks {
			shrinks[v] = f.shrink(k, v)
		}
		f.shrinks = append(f.shrinks, shrinks)
	}
	return f
}

// add adds a layer with its styles, and a form whose first tab has a title.
func (f *file) add(l gpkg.Layer, option int, styles []qgis.Style, first string) {
	l = In(l, f.home())
	l.Title = qgis.Shown(l.Title)
	form := f.form(&l, first)
	l.Styles = stored(&l, styles, form)
	f.layers = append(f.layers, l)
	f.project = append(f.project, projected{table: l.Name, title: l.Title, geometry: l.Geometry, option: option, styles: styles, form: form})
}

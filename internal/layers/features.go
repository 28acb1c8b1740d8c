package layers

import (
	"io"
	"math"

	"github.com/paulmach/orb"

	"saavu/internal/format/geojson"
	"saavu/pkg/spatial"
)

// Degrees is longitude and latitude, the system of GeoJSON.
const Degrees = 4326

// The figures that GeoJSON has of each service that maps show; the GeoPackage has the rest.
var featureFigures = []string{"min", "target", "change"}

// featureDecimals are those of degrees in GeoJSON: 0.1 m.
const featureDecimals = 6

// Features writes an option's cells as GeoJSON, with the main figures of the services that
// maps show. What is unknown, and a change of 0, is left out of a cell; people have two
// decimals.
func (s *Maps) Features(w io.Writer, option int) error {
	if err := s.chooseMaps(); err != nil {
		return err
	}
	degrees, err := spatial.ByEPSG(Degrees)
	if err != nil {
		return err
	}
	to := s.home().To(degrees)
	f := &file{Maps: s, w: s.spoken()}
	cells := s.Painted(option)
	lasting := f.lasting()
	list := append(f.yearly(option)[:1:1], lasting[basic:]...)
	for _, v := range s.mapped {
		for _, name := range featureFigures {
			list = append(list, f.measures(option, v, figuresNamed(name))...)
		}
	}
	means := f.described(option, f.w.Text("layer.who"))
	for _, v := range s.mapped {
		if f.atSchool(option, v) {
			means = dotted(means, f.w.Text("layer.style", "service", f.service(v), "what", f.w.Text("layer.at_school")))
		}
	}
	c := geojson.Collection{
		Members: []geojson.Member{
			{Name: "title", Value: f.titled(f.w.Text("layer.coverage"), f.option(option))},
			{Name: "description", Value: means},
			{Name: "county", Value: f.county()},
			{Name: "year", Value: s.Report.Options[option].Year},
			{Name: "synthetic", Value: s.Report.Synthetic},
			{Name: "demonstration", Value: s.Report.Demo},
		},
		BBox: true, Sparse: true, Decimals: featureDecimals,
		Len: len(cells),
		ID:  func(i int) any { return s.cellID(cells[i]) },
		Row: func(i int, values []any) orb.Geometry {
			for k := range list {
				values[k] = short(list[k].Value(cells[i]))
			}
			for k := 1 + len(lasting) - basic + len(featureFigures) - 1; k < len(values); k += len(featureFigures) {
				if values[k] == int64(0) { // no change
					values[k] = nil
				}
			}
			shape := s.Grid.Shape(cells[i])
			for _, ring := range shape {
				for k, p := range ring {
					ring[k] = to(p)
				}
			}
			return shape
		},
	}
	for _, a := range list {
		c.Columns = append(c.Columns, a.Name)
	}
	return geojson.Write(w, c)
}

// figuresNamed is the figure of a name.
func figuresNamed(name string) []cellFigure {
	for i, x := range cellFigures {
		if x.name == name {
			return cellFigures[i : i+1]
		}
	}
	return nil
}

// short is a value with two decimals if it is a number of people.
func short(v any) any {
	if x, ok := v.(float64); ok {
		return math.Round(x*100) / 100
	}
	return v
}

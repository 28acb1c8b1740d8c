package layers

import (
	"io"

	"github.com/paulmach/orb"

	"saavu/internal/format/geojson"
	"saavu/pkg/spatial"
)

// Degrees is longitude and latitude, the system of GeoJSON.
const Degrees = 4326

// Features writes an option's cells as GeoJSON, with the main attributes only: the
// GeoPackage has the rest.
func (s *Maps) Features(w io.Writer, option int) error {
	degrees, err := spatial.ByEPSG(Degrees)
	if err != nil {
		return err
	}
	to := s.home().To(degrees)
	r, cells := &s.Report, s.Painted(option, s.Public)
	list := append(s.cellItself(option)[:3:3], s.memberships(option)...)
	for v := range r.Services {
		list = append(list, s.measures(option, v, cellFigures[:inFeatures])...)
	}
	c := geojson.Collection{
		Members: []geojson.Member{
			{Name: "title", Value: s.title(option, "Coverage")},
			{Name: "description", Value: s.described(option, "who can reach which service, cell by cell")},
			{Name: "synthetic", Value: r.Synthetic},
			{Name: "demonstration", Value: r.Demo},
		},
		BBox: true,
		Len:  len(cells),
		ID:   func(i int) any { return s.cellID(cells[i]) },
		Row: func(i int, values []any) orb.Geometry {
			for k := range list {
				values[k] = list[k].Value(cells[i])
			}
			square := spatial.CellPolygon(s.Grid.Centres[cells[i]], s.Grid.Side)
			for k, p := range square[0] {
				square[0][k] = to(p)
			}
			return square
		},
	}
	for _, a := range list {
		c.Columns = append(c.Columns, a.Name)
	}
	return geojson.Write(w, c)
}

package load

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"

	"saavu/internal/format/gpkg"
	"saavu/internal/load/areas"
	"saavu/internal/load/cells"
	"saavu/internal/load/input"
	"saavu/internal/load/parameters"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/population"
	"saavu/pkg/spatial"
)

// formatRow is a cell of TestGridFormats as Parquet has it.
type formatRow struct {
	ID   int64   `parquet:"id"`
	X    float64 `parquet:"x"`
	Y    float64 `parquet:"y"`
	All  int32   `parquet:"all"`
	Kids *int32  `parquet:"kids,optional"`
	Old  *int32  `parquet:"old,optional"`
}

// TestGridFormats reads the same cells, one of which hides its bands, from every
// format and gets the same grid.
func TestGridFormats(t *testing.T) {
	const n = 6
	dir := t.TempDir()
	square := func(i int) orb.Polygon {
		return spatial.CellPolygon(orb.Point{385125 + 250*float64(i%3), 6672125 + 250*float64(i/3)}, 250)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	counts := func(i int) (all, children, old int, hidden bool) { return 10*i + 30, 3*i + 10, 7*i + 20, i == 4 }
	var rings []orb.Ring
	var records [][]any
	var rows []formatRow
	points, shapes, features, lines := "id,x,y,all,kids,old\n", "id;geom;all;kids;old\n", []string{}, ""
	for i := range n {
		all, children, old, hidden := counts(i)
		p := square(i)
		at := p.Bound().Center()
		rings = append(rings, slices.Clone(p[0]))
		row := formatRow{ID: int64(i + 1), X: at[0], Y: at[1], All: int32(all)}
		a, b, null := fmt.Sprint(children), fmt.Sprint(old), [2]string{fmt.Sprint(children), fmt.Sprint(old)}
		if hidden {
			a, b, null = "", "..", [2]string{"null", "null"}
			records = append(records, []any{i + 1, 0, 0, all, -1, -1})
		} else {
			k, o := int32(children), int32(old)
			row.Kids, row.Old = &k, &o
			records = append(records, []any{i + 1, 0, 0, all, children, old})
		}
		rows = append(rows, row)
		points += fmt.Sprintf("%d,%g,%g,%d,%s,%s\n", i+1, at[0], at[1], all, a, b)
		shapes += fmt.Sprintf("%d;%s;%d;%s;%s\n", i+1, wkt.MarshalString(p), all, a, b)
		coordinates := strings.NewReplacer("POLYGON((", "[[[", "))", "]]]", ",", "],[", " ", ",").Replace(wkt.MarshalString(p))
		f := fmt.Sprintf(`{"type":"Feature","geometry":{"type":"Polygon","coordinates":%s},"properties":{"id":%d,"all":%d,"kids":%s,"old":%s}}`, coordinates, i+1, all, null[0], null[1])
		features = append(features, f)
		lines += f + "\n"
	}
	write("points.csv", points)
	write("shapes.csv", shapes)
	write("lines.geojsonl", lines)
	write("features.geojson", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3067"}},"features":[`+strings.Join(features, ",")+"]}")
	write("cells.shp", string(shp(rings)))
	write("cells.dbf", string(dbf([]string{"id", "all", "kids", "old"}, records)))
	var packed bytes.Buffer
	if err := parquet.Write(&packed, rows); err != nil {
		t.Fatal(err)
	}
	write("cells.parquet", packed.String())
	err := gpkg.Write(context.Background(), filepath.Join(dir, "cells.gpkg"), []gpkg.Layer{{Name: "other"}, {Name: "cells", Geometry: gpkg.Polygon, CRS: spatial.CRS{EPSG: 3067}, Len: n,
		Columns: []gpkg.Column{{Name: "id", Type: gpkg.Integer}, {Name: "all", Type: gpkg.Integer}, {Name: "kids", Type: gpkg.Integer}, {Name: "old", Type: gpkg.Real}},
		Row: func(i int, values []any) orb.Geometry {
			all, children, old, hidden := counts(i)
			if values[0], values[1], values[2], values[3] = i+1, all, children, float64(old); hidden {
				values[2], values[3] = nil, nil
			}
			return square(i)
		}}}, gpkg.Options{Instant: time.Unix(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	var first *population.Grid
	for _, c := range []string{
		"file: points.csv\n  x: x\n  y: y\n  epsg: 3067", "file: shapes.csv\n  wkt: geom\n  epsg: 3067", "file: features.geojson",
		"file: lines.geojsonl\n  epsg: 3067", "file: cells.shp\n  epsg: 3067", "file: cells.parquet\n  x: x\n  y: y\n  epsg: 3067", "file: cells.gpkg\n  layer: cells",
	} {
		text := "county: {id: g, name: G, year: 2020}\npopulation:\n  format: grid\n  id: id\n  total: all\n  hidden: [-1, \"\", \"..\"]\n  bands: {kids: 0-17, old: 18+}\n  " +
			c + "\nareas: {format: table, file: a}\ntravel: {format: synthetic}\nfacilities: f\npoints: p\n"
		write("county.yaml", text)
		r := &input.Reader{Files: source.OS()}
		f, tree := input.ReadYAML[countyFile](r, r.Files, filepath.Join(dir, "county.yaml"), "", countyRules)
		g := gridOfFile(t.Context(), r, &f, tree, []population.Area{{ID: "all", Shape: everywhere}})
		if g == nil {
			t.Errorf("%s: %v", c, r.Problems.Err())
			continue
		}
		if first == nil {
			first = g
			if all, _ := g.Total(); math.Abs(all-330) > 1e-9 || g.Estimated[4] != 70 || g.Side != 250 {
				t.Errorf("%g people, %g estimated, %g m", all, g.Estimated[4], g.Side)
			}
		}
		if !slices.Equal(g.IDs, first.IDs) || g.Names != nil || !slices.Equal(g.Estimated, first.Estimated) || g.Side != first.Side || len(r.Inputs) < 2 {
			t.Errorf("%s: ids %d, %g estimated, %g m, %d inputs", c, g.IDs, g.Estimated, g.Side, len(r.Inputs))
		}
		for i, p := range g.Centres {
			if math.Hypot(p[0]-first.Centres[i][0], p[1]-first.Centres[i][1]) > 1e-6 {
				t.Errorf("%s: cell %d at %v", c, i+1, p)
			}
		}
		for i, p := range g.People {
			if math.Abs(p-first.People[i]) > 1e-12 {
				t.Fatalf("%s: %g people of age %d in cell %d, want %g", c, p, i%population.Ages, i/population.Ages+1, first.People[i])
			}
		}
	}
}

// gridOfFile reads the grid of a county file.
func gridOfFile(ctx context.Context, r *input.Reader, f *countyFile, tree *yaml.Tree, list []population.Area) *population.Grid {
	f.Population.Year = cmp.Or(f.Population.Year, f.County.Year)
	place := func(g *population.Grid) { areas.Place(r, &f.Areas, g) }
	found := cells.Read(ctx, r, &f.Population, tree, parameters.Read(r, tree, nil, nil).Tree, cells.Areas{List: list, IDs: input.IDs{List: areas.IDsOf(list), Whole: true}, Place: place})
	if found == nil {
		return nil
	}
	return found.Grid
}

// everywhere is the boundary of an area around everything.
var everywhere = orb.MultiPolygon{{{{0, 0}, {1e6, 0}, {1e6, 1e7}, {0, 1e7}, {0, 0}}}}

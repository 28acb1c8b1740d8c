package store

import (
	"encoding/json"
	"fmt"

	pq "github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb"

	"saavu/internal/format/wkb"
	"saavu/pkg/population"
)

// areaColumns returns the columns of areas.parquet. An error names the area
// whose boundary cannot be written.
func areaColumns(areas []population.Area) ([]column, error) {
	shapes, partitions := make([][]byte, len(areas)), make([]string, len(areas))
	for i, a := range areas {
		text, err := json.Marshal(a.Partitions)
		if err == nil && a.Shape != nil {
			shapes[i], _, err = wkb.AppendMultiPolygon(nil, a.Shape)
		}
		if err != nil {
			return nil, fmt.Errorf("area %s: %w", a.ID, err)
		}
		partitions[i] = string(text)
	}
	return []column{
		texts("id", func(i int) string { return areas[i].ID }),
		texts("name", func(i int) string { return areas[i].Name }),
		texts("name_en", func(i int) string { return areas[i].Names.En }),
		texts("name_fi", func(i int) string { return areas[i].Names.Fi }),
		texts("name_sv", func(i int) string { return areas[i].Names.Sv }),
		texts("municipality", func(i int) string { return areas[i].Municipality }),
		texts("partitions", func(i int) string { return partitions[i] }),
		known("fi", func(i int) float64 { return areas[i].Fi }),
		known("sv", func(i int) float64 { return areas[i].Sv }),
		known("foreign", func(i int) float64 { return areas[i].Foreign }),
		{"geometry", packed(pq.Optional(pq.Leaf(pq.ByteArrayType))), func(i int) pq.Value {
			if shapes[i] == nil {
				return pq.NullValue()
			}
			return pq.ByteArrayValue(shapes[i])
		}},
	}, nil
}

func (r *reading) readAreas() ([]population.Area, error) {
	out := make([]population.Area, r.Rows())
	for _, of := range []struct {
		name string
		set  func(a *population.Area, text []byte) error
	}{
		{"id", func(a *population.Area, text []byte) error { a.ID = string(text); return nil }},
		{"name", func(a *population.Area, text []byte) error { a.Name = string(text); return nil }},
		{"name_en", func(a *population.Area, text []byte) error { a.Names.En = string(text); return nil }},
		{"name_fi", func(a *population.Area, text []byte) error { a.Names.Fi = string(text); return nil }},
		{"name_sv", func(a *population.Area, text []byte) error { a.Names.Sv = string(text); return nil }},
		{"municipality", func(a *population.Area, text []byte) error { a.Municipality = string(text); return nil }},
		{"partitions", func(a *population.Area, text []byte) error { return json.Unmarshal(text, &a.Partitions) }},
		{"geometry", func(a *population.Area, text []byte) error {
			if text == nil {
				return nil
			}
			g, err := wkb.Decode(text)
			a.Shape, _ = g.(orb.MultiPolygon)
			return err
		}},
	} {
		list, err := r.texts(of.name)
		if err != nil {
			return nil, err
		}
		for i, text := range list {
			if err := of.set(&out[i], text); err != nil {
				return nil, fmt.Errorf("%s: area %d: %w", r.name, i+1, err)
			}
		}
	}
	for _, of := range []struct {
		name string
		to   func(a *population.Area) *float64
	}{
		{"fi", func(a *population.Area) *float64 { return &a.Fi }},
		{"sv", func(a *population.Area) *float64 { return &a.Sv }},
		{"foreign", func(a *population.Area) *float64 { return &a.Foreign }},
	} {
		list, err := r.floats(of.name)
		if err != nil {
			return nil, err
		}
		for i, v := range list {
			*of.to(&out[i]) = v
		}
	}
	return out, nil
}

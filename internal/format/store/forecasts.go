package store

import (
	"math"

	pq "github.com/parquet-go/parquet-go"

	"saavu/internal/format/problem"
	"saavu/pkg/population"
)

// projectionColumns returns the columns of forecasts.parquet, one number per
// row, and removes their content from a copy of the forecasts.
func projectionColumns(list []population.Projection, m *manifest) (rows int, columns []column) {
	var of []int32
	var people []float64
	for k, p := range list {
		for range p.People {
			of = append(of, int32(k))
		}
		people = append(people, p.People...)
		p.People = nil
		m.Projections = append(m.Projections, p)
	}
	return len(people), []column{wholes("forecast", of), known("people", func(i int) float64 { return people[i] })}
}

// known is a column of floats that is null where a number is unknown.
func known(name string, value func(row int) float64) column {
	c := floats(name, nil)
	c.node = pq.Optional(c.node)
	c.value = func(row int) pq.Value {
		if v := value(row); !math.IsNaN(v) {
			return pq.DoubleValue(v)
		}
		return pq.NullValue()
	}
	return c
}

// Projections reads the forecasts.
func (r *Reader) Projections() ([]population.Projection, error) {
	if len(r.manifest.Projections) == 0 {
		return nil, nil
	}
	f, err := r.file(forecastsFile)
	if err != nil {
		return nil, err
	}
	of, err := f.wholes("forecast")
	if err != nil {
		return nil, err
	}
	people, err := f.floats("people")
	if err != nil {
		return nil, err
	}
	out := append([]population.Projection(nil), r.manifest.Projections...)
	for i, k := range of {
		if k < 0 || int(k) >= len(out) {
			return nil, problem.Problem{File: f.name, Row: i + 1, Column: "forecast", Expected: "a forecast that the metadata of " + cellsFile + " name"}
		}
		out[k].People = append(out[k].People, people[i])
	}
	return out, nil
}

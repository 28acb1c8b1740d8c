package load

import (
	"cmp"
	"context"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// BareColumn is one column of a table of any format. File and Name are needed.
type BareColumn struct{ File, Layer, Name string }

// BareFiles are tables without a county: the times of pairs, the people of
// cells, the supply of facilities, and the standing of cells, such as income.
type BareFiles struct {
	Matrix         string // a table with a row for each pair
	From, To, Time string // its columns; empty: from_id, to_id, travel_time
	Unit           string // "minutes" or "seconds"
	ID             string // column of ids in the other tables; empty: id
	Demand, Supply BareColumn
	Standing       BareColumn // without a File there is none
}

// Bare is what the tables hold. Columns[j][i] is the time from cell i to
// facility j, Unreached where the matrix has no such pair.
type Bare struct {
	Cells, Facilities []string // ids, in the order of their tables
	Demand, Supply    []float64
	Standing          []float64 // by cell; NaN where it is not known, nil where none was asked
	Columns           [][]travel.Seconds
	Notes             []string
	Inputs            []Input
}

// ReadBare reads tables without a county. Ids may be numbers or texts, each once
// in its table. An id of the matrix that the table of demand (or of supply) has
// not is a problem, and so is a count that is empty, not a number or below 0; a
// standing may be empty or NA, which is unknown. The error is a problem.Problems
// with every fault of all files, or the context's.
func ReadBare(ctx context.Context, files source.Files, f BareFiles) (*Bare, error) {
	r := &reader{files: files}
	b := &Bare{}
	b.Cells, b.Demand = r.bareColumn(f.Demand, f.ID, false)
	b.Facilities, b.Supply = r.bareColumn(f.Supply, f.ID, false)
	if f.Standing.File != "" {
		ids, standing := r.bareColumn(f.Standing, f.ID, true)
		b.Standing = byCell(b.Cells, ids, standing)
	}
	if len(r.problems) == 0 {
		m := r.times(ctx, []TimesSource{{Layout: "long", Name: f.Matrix, Unit: f.Unit, From: f.From, To: f.To,
			Places: &TimesPlaces{What: "a row of the table of supply", IDs: b.Facilities, At: rowsAsPlaces(len(b.Facilities))},
			Tables: []TimesTable{{Time: cmp.Or(f.Time, "travel_time"), Label: cmp.Or(f.Time, "travel_time")}}}},
			TimesGrid{Names: b.Cells, Centres: rowsAsPlaces(len(b.Cells))})
		b.take(m)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := r.problems.Err(); err != nil {
		return nil, err
	}
	b.Notes, b.Inputs = r.notes, r.inputs
	return b, nil
}

// rowsAsPlaces gives n different places: bare tables have none, and what reads
// times tells destinations apart by theirs.
func rowsAsPlaces(n int) []orb.Point {
	out := make([]orb.Point, n)
	for i := range out {
		out[i] = orb.Point{float64(i + 1), 1}
	}
	return out
}

// take puts the columns of a matrix in the order of the facilities.
func (b *Bare) take(m *travel.Matrix) {
	if m == nil {
		return
	}
	none := make([]travel.Seconds, len(b.Cells))
	for i := range none {
		none[i] = travel.Unreached
	}
	b.Columns = make([][]travel.Seconds, len(b.Facilities))
	for j := range b.Columns {
		b.Columns[j] = none
	}
	for k, at := range m.Places {
		b.Columns[int(at[0])-1] = m.Tables[0].Times[k]
	}
}

// byCell gives the values of cells by their ids; NaN where there is none.
func byCell(cells, ids []string, values []float64) []float64 {
	at := make(map[string]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	out := make([]float64, len(cells))
	for i, id := range cells {
		out[i] = math.NaN()
		if k, ok := at[id]; ok {
			out[i] = values[k]
		}
	}
	return out
}

// bareColumn reads the ids and one column of a table. unknown says that a value
// may be empty or NA, which gives NaN.
func (r *reader) bareColumn(c BareColumn, id string, unknown bool) (ids []string, values []float64) {
	s := r.records(c.File, c.Layer, "")
	if s == nil {
		return nil, nil
	}
	at, ok := r.recordField(s, cmp.Or(id, "id"))
	value, also := r.recordField(s, c.Name)
	if !ok || !also {
		return nil, nil
	}
	seen := map[string]int{}
	err := s.Each([]int{at, value}, func(row *record.Row) error {
		name := idText(row, 0)
		v, good := row.Number(1)
		p := problem.Problem{File: c.File, Row: row.At, Column: s.Fields[value].Name, Found: row.Text(1), Expected: "a number, 0 or more"}
		switch first, twice := seen[name]; {
		case name == "":
			p.Column, p.Found, p.Expected = s.Fields[at].Name, "", "an id"
		case twice:
			p.Column, p.Found, p.Expected, p.Hint = s.Fields[at].Name, name, "every id once", rowHas(first)
		case unknown && (row.Missing(1) || strings.EqualFold(row.Text(1), "NA")):
			v, good = math.NaN(), true
			fallthrough
		case good && !(v < 0):
			seen[name] = row.At
			ids, values = append(ids, name), append(values, v)
			return nil
		default:
			if p.Found == "" || strings.EqualFold(p.Found, "NA") {
				p.Hint = "what is not known is not 0: leave the row out, or give the number"
			}
		}
		r.problems.Add(p)
		return nil
	})
	if err != nil {
		r.add(c.File, err)
	}
	if len(ids) == 0 && len(r.problems) == 0 {
		r.problems.Add(empty(c.File, "cells or facilities"))
	}
	return ids, values
}

package scenario

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/travel"
)

// Errors of coordinates in metres, by the class of a facility's coordinates.
const (
	errorB = 600.0
	errorC = 1500.0
)

// Drawn returns the county as it may really be: the k-th of n copies whose travel
// times, people without a car, and facilities of coordinate class B and C are drawn.
// Times of the synthetic router are computed again from the drawn parameters, for the
// period and for any time only, without metres; another router keeps its rule. Measured times stay,
// and a facility that moves uses the nearest column if one is near enough. Facilities
// at the same place move together. People by age, staff and rooms stay. The receiver
// does not change. like is the same copy of a county with other parameters: times that
// are the same in both are taken from it. It may be nil.
func (b *Base) Drawn(seed uint64, k, n int, period travel.Period, like *Base) (*Base, error) {
	out := *b
	out.Redrawn = true
	out.Params = b.Params.DrawNetwork(seed, k, n)
	out.Network = b.Network.Clone()
	d := draft{Base: out}
	drawn, again := b.Router.(*travel.Synthetic)
	if again {
		var err error
		r := params.NewReader(out.Params)
		if drawn, err = drawn.With(r.Value); err != nil {
			return nil, err
		}
		out.Router = drawn
	}
	var places []orb.Point
	for i := range out.Network.Facilities {
		f := &out.Network.Facilities[i]
		if f.Column < 0 {
			continue
		}
		at := drawnPlace(f, seed, k, n)
		switch {
		case again:
			f.At = at
			if f.Column = slices.Index(places, at); f.Column < 0 {
				f.Column = len(places)
				places = append(places, at)
			}
		case at == f.At:
		case b.Router != nil:
			f.At = at
			if f.Column = out.Matrix.ColumnAt(at); f.Column < 0 {
				out.Matrix = out.Matrix.WithPlace(b.Router, at)
				f.Column = out.Matrix.Columns() - 1
			}
		default:
			if column, metres := d.nearestColumn(at); column >= 0 && metres <= b.SnapMax {
				f.At, f.Column, f.Snap = at, column, metres
			}
		}
	}
	switch {
	case !again:
	case like != nil && like.timesOf(drawn, places):
		out.Matrix, out.Router = like.Matrix, like.Router
	default:
		var tables []travel.Table
		for _, t := range b.Matrix.Tables {
			if t.Period == travel.Any || t.Period == period || period == travel.Any {
				tables = append(tables, travel.Table{Mode: t.Mode, Period: t.Period, Percentile: t.Percentile})
			}
		}
		out.Matrix = travel.FillMatrix(drawn, b.Matrix.Cells, places, tables)
		for i := range out.Matrix.Tables {
			out.Matrix.Tables[i].Metres = nil
		}
	}
	return &out, nil
}

// timesOf reports whether a county's times are those of a router to places.
func (b *Base) timesOf(r *travel.Synthetic, places []orb.Point) bool {
	own, ok := b.Router.(*travel.Synthetic)
	return ok && own.Equal(r) && slices.Equal(b.Matrix.Places, places)
}

// drawnPlace gives where a facility may really be.
func drawnPlace(f *network.Facility, seed uint64, k, n int) orb.Point {
	radius := 0.0
	switch f.Class {
	case network.ClassB:
		radius = errorB
	case network.ClassC:
		radius = errorC
	default:
		return f.At
	}
	dx, dy := params.Place(seed, k, n, coordinates(f.At), radius)
	return orb.Point{math.Round(f.At[0] + dx), math.Round(f.At[1] + dy)}
}

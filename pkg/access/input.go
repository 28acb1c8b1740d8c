package access

import (
	"fmt"
	"math"

	"saavu/pkg/travel"
)

// Input is what a measure is computed from: people in cells, units of supply at
// facilities, and the times between them. Columns[j][i] is the time from cell i
// to facility j.
type Input struct {
	Columns [][]travel.Seconds
	Demand  []float64 // people by cell, 0 or more
	Supply  []float64 // units by facility, 0 or more
	Run     Runner    // nil = passes run one after the other
}

// Validate reports lengths that do not match, and values that are negative or
// not finite.
func (in *Input) Validate() error {
	if len(in.Columns) != len(in.Supply) {
		return fmt.Errorf("access: %d facilities have times and %d have a supply", len(in.Columns), len(in.Supply))
	}
	for j, c := range in.Columns {
		if len(c) != len(in.Demand) {
			return fmt.Errorf("access: facility %d has times of %d cells, expected %d", j, len(c), len(in.Demand))
		}
	}
	for what, list := range map[string][]float64{"the demand of cell": in.Demand, "the supply of facility": in.Supply} {
		for i, v := range list {
			if !(v >= 0) || math.IsInf(v, 1) {
				return fmt.Errorf("access: %s %d is %g, expected 0 or more", what, i, v)
			}
		}
	}
	return nil
}

// Reversed returns the passive direction: facilities take the place of cells and
// cells that of facilities, so that a measure describes who reaches a facility.
// Times remain those from cell to facility.
func (in *Input) Reversed() *Input {
	n, m := len(in.Demand), len(in.Supply)
	all := make([]travel.Seconds, n*m)
	rows := make([][]travel.Seconds, n)
	for i := range rows {
		rows[i] = all[i*m : (i+1)*m : (i+1)*m]
	}
	for j, c := range in.Columns {
		for i, t := range c {
			rows[i][j] = t
		}
	}
	return &Input{Columns: rows, Demand: in.Supply, Supply: in.Demand, Run: in.Run}
}

// kernel makes the input's kernel with a decay.
func (in *Input) kernel(d Decay) (*Kernel, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	if err := d.Validate(); err != nil {
		return nil, err
	}
	k, err := NewKernel(len(in.Demand), in.Columns, in.Run)
	if err != nil {
		return nil, err
	}
	k.Use(d)
	return k, nil
}

// over divides a by b value by value into out; 0 where b is 0: a facility that
// nobody reaches has no ratio and adds nothing.
func over(a, b, out []float64) {
	b, out = b[:len(a)], out[:len(a)]
	for i, v := range a {
		if b[i] > 0 {
			out[i] = v / b[i]
		} else {
			out[i] = 0
		}
	}
}

// times multiplies a and b value by value into out.
func times(a, b, out []float64) {
	b, out = b[:len(a)], out[:len(a)]
	for i, v := range a {
		out[i] = v * b[i]
	}
}

// ones returns n ones.
func ones(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

package jsondoc

import "github.com/paulmach/orb"

// BadPlace is a fault of coordinates.
func BadPlace(at int, expected string) *Fault {
	return &Fault{At: at, Member: "coordinates", Expected: expected}
}

// Array reads an array of parts of coordinates.
func Array[T any](t Text, at int, expected string, item func(at int) (T, int, *Fault)) (list []T, end int, f *Fault) {
	end, f, ok := t.Items(at, func(at int) (int, *Fault) {
		v, end, f := item(at)
		list = append(list, v)
		return end, f
	})
	if !ok {
		return nil, at, BadPlace(at, expected)
	}
	return list, end, f
}

// Positions reads an array of positions.
func (t Text) Positions(at int) ([]orb.Point, int, *Fault) {
	return Array(t, at, "an array of positions", t.Position)
}

// Position reads two numbers; further ones (a height) are ignored.
func (t Text) Position(at int) (p orb.Point, end int, f *Fault) {
	n := 0
	end, f, ok := t.Items(at, func(at int) (int, *Fault) {
		v, end, ok := t.Number(at)
		if !ok {
			return end, BadPlace(at, "a number")
		}
		if n < 2 {
			p[n] = v
		}
		n++
		return end, nil
	})
	if f == nil && (!ok || n < 2) {
		f = BadPlace(at, "a position of two numbers")
	}
	return p, end, f
}

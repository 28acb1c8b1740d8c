// Package access measures how well people reach places: for each cell the
// nearest place among a list of columns of the travel-time matrix, and the
// people within a time limit. Closing a place removes its column from the list;
// opening one adds a column. Cells are never named here: slices run in the
// order of the grid's cells. The examples compute a nearest place and a
// floating catchment of three cells.
package access

import (
	"math"

	"saavu/pkg/travel"
)

// MaxColumns is the most columns that Nearest accepts: an index has 16 bits.
const MaxColumns = math.MaxUint16

// Nearest finds, for every cell, the least time over the columns and the column
// that has it. A column holds one time per cell; the list may leave out any
// columns of a matrix. best has one value per cell and is overwritten: the time
// in the upper 16 bits, the column's index in the list in the lower 16 (see
// Unpack). If several columns have the least time, the first in the list is
// taken. A cell that no column reaches is unreached, as is every cell without
// columns. Nearest panics on more than MaxColumns columns, or on a column with
// fewer cells than best.
func Nearest(columns [][]travel.Seconds, best []uint32) {
	if len(columns) > MaxColumns {
		panic("access: more columns than an index can hold")
	}
	for i := range best {
		best[i] = math.MaxUint32
	}
	j := 0
	for ; j+4 <= len(columns); j += 4 {
		nearestOfFour(columns[j:j+4:j+4], uint32(j), best)
	}
	for ; j < len(columns); j++ {
		column := columns[j][:len(best)]
		for i, b := range best {
			best[i] = min(b, uint32(column[i])<<16|uint32(j))
		}
	}
}

// nearestOfFour processes four columns in one pass, so that best is read and
// written a quarter as often. first is the index of the first of them.
func nearestOfFour(columns [][]travel.Seconds, first uint32, best []uint32) {
	n := len(best)
	c0, c1, c2, c3 := columns[0][:n], columns[1][:n], columns[2][:n], columns[3][:n]
	for i, b := range best {
		b = min(b, uint32(c0[i])<<16|first)
		b = min(b, uint32(c1[i])<<16|(first+1))
		b = min(b, uint32(c2[i])<<16|(first+2))
		best[i] = min(b, uint32(c3[i])<<16|(first+3))
	}
}

// Unpack splits a value of Nearest into the time and the index of the column in
// the list; Unreached and -1 if no column reaches the cell.
func Unpack(b uint32) (travel.Seconds, int) {
	t := travel.Seconds(b >> 16)
	if t == travel.Unreached {
		return t, -1
	}
	return t, int(b & math.MaxUint16)
}

// beyond is the least packed value that is not within the limit, which is
// inclusive. An unreached cell is not within any limit, not even Unreached.
func beyond(limit travel.Seconds) uint32 {
	return uint32(min(limit, travel.Unreached-1)+1) << 16
}

// WithinGroups sums the people of each group whose nearest column is at most
// limit away, inclusive. best is from Nearest, people is flat,
// [cell*groups+group], and out, one value per group, is overwritten: 0 where
// nobody is within the limit.
func WithinGroups(best []uint32, limit travel.Seconds, people []float64, groups int, out []float64) {
	end := beyond(limit)
	out = out[:groups]
	clear(out)
	for i, b := range best {
		if b < end {
			for g, p := range people[i*groups : i*groups+groups] {
				out[g] += p
			}
		}
	}
}

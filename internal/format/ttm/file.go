// Package ttm reads the text files of the Helsinki Region Travel Time Matrix
// (Tenkanen & Toivonen 2020, Scientific Data 7:77; Digital Geography Lab,
// editions 2013 to 2023): one file for each destination, one row for each
// origin, `;` between fields, whole minutes and metres, -1 for no data.
// Editions differ in the order and number of columns, so columns are identified
// by name. A region is hundreds of megabytes: rows are read in one pass over
// the bytes straight into columns that are reused from file to file.
package ttm

import (
	"path"
	"strconv"
	"strings"
)

// NoData is the value of a field without a time or a distance.
const NoData = -1

// File is one file of the matrix. A File may be passed to Parse again: its
// slices are then overwritten, so copy what must outlive the next file.
type File struct {
	Destination int64     // id of the destination cell: from the file's name, else from to_id
	From        []int32   // id of the origin cell of each row
	Columns     []string  // value columns in file order, without from_id and to_id
	Values      [][]int32 // [column][row], minutes or metres as the column's name says; -1 = no data
	Rows        int       // length of From and of each of Values

	cells []int32   // backing of From, to_id and Values
	slots [][]int32 // one slice for each column of the file, in file order
}

// Column returns the values of a named column, one for each row; nil, false
// when the file has no column of this name.
func (f *File) Column(name string) ([]int32, bool) {
	for c, n := range f.Columns {
		if n == name {
			return f.Values[c], true
		}
	}
	return nil, false
}

// DestinationOf reads the destination's id from a file name such as
// `travel_times_to_ 5879894.txt` or `travel_times_to_5878070_Jumbo.txt`, with
// or without folders before it. It returns false if the name has another form.
func DestinationOf(name string) (int64, bool) {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	rest, ok := strings.CutPrefix(base, "travel_times_to_")
	if !ok {
		return 0, false
	}
	rest = strings.TrimLeft(rest, " ")
	end := 0
	for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
		end++
	}
	id, err := strconv.ParseInt(rest[:end], 10, 32)
	return id, err == nil
}

// reset empties f and makes room for rows rows of columns columns.
func (f *File) reset(columns, rows int) {
	if n := columns * rows; cap(f.cells) < n {
		f.cells = make([]int32, n)
	}
	f.slots = f.slots[:0]
	for c := range columns {
		f.slots = append(f.slots, f.cells[:cap(f.cells)][c*rows:(c+1)*rows:(c+1)*rows])
	}
	f.empty()
}

// empty makes f a file without rows and columns; its memory is kept for reuse.
func (f *File) empty() {
	f.Destination, f.Rows = 0, 0
	f.From, f.Columns, f.Values = nil, f.Columns[:0], f.Values[:0]
}

// publish exposes the first rows rows of the slots as From and Values.
func (f *File) publish(h *header, rows int) {
	f.Rows = rows
	for c, s := range f.slots {
		switch c {
		case h.from:
			f.From = s[:rows]
		case h.to:
		default:
			f.Columns = append(f.Columns, h.names[c])
			f.Values = append(f.Values, s[:rows])
		}
	}
}

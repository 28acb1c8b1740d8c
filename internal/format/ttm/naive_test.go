package ttm

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
)

// naiveParse is the plain way to read a file, the oracle for Parse:
// encoding/csv and strconv. It does not handle spaces around numbers.
func naiveParse(data []byte, name string) (view, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = ';'
	records, err := r.ReadAll()
	if err != nil {
		return view{}, err
	}
	v := view{Rows: len(records) - 1}
	v.Destination, _ = DestinationOf(name)
	for c, column := range records[0] {
		values := make([]int32, v.Rows)
		for row := range values {
			n, err := strconv.ParseInt(records[row+1][c], 10, 32)
			if err != nil {
				return view{}, fmt.Errorf("row %d: %w", row, err)
			}
			values[row] = int32(n)
		}
		switch column {
		case "from_id":
			v.From = values
		case "to_id":
		default:
			v.Columns = append(v.Columns, column)
			v.Values = append(v.Values, values)
		}
	}
	return v, nil
}

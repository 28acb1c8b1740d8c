package table

import "bytes"

// Read reads a table whose first line with content names the columns. A table
// with a header alone has no Rows and is no error. The error is a
// problem.Problems with every fault of the file: rows of another length than the
// header, names that come twice, quotes out of place.
func Read(data []byte, name string) (*Table, error) {
	r := begin(bytes.NewReader(data), name, 0)
	t := &Table{Name: name, Header: r.header, Delimiter: rune(r.comma), headerLine: r.headerLine}
	for r.next() {
		fields := make([]string, r.count)
		for i := range fields {
			fields[i] = string(bytes.TrimSpace(r.field(i)))
		}
		t.Rows, t.Lines = append(t.Rows, fields), append(t.Lines, r.begin)
	}
	if err := r.problems.Err(); err != nil {
		return nil, err
	}
	t.Notes = r.notes()
	return t, nil
}

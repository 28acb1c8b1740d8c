package table

import "bytes"

// Table is a whole table of trimmed texts, for tests.
type Table struct {
	Name      string
	Header    []string
	Rows      [][]string
	Lines     []int // on which rows begin
	Delimiter rune
	Notes     []string

	headerLine int
}

// Read reads a whole table; nil with an error.
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

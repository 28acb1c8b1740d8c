package record

// Sparse makes rows of a file whose rows name their fields: the work of a row
// is proportional to its values, not to all names in the file.
type Sparse struct {
	Row Row
	at  [][]int // a field to its indexes in Values
}

// NewSparse starts rows of those of n fields that want lists, as in
// Source.Each.
func NewSparse(n int, want []int) *Sparse {
	want = Wanted(want, n)
	s := &Sparse{Row: Row{Values: make([]Value, len(want)), Filled: []int{}}, at: make([][]int, n)}
	for k, field := range want {
		s.at[field] = append(s.at[field], k)
	}
	return s
}

// Clear empties the row for the next one.
func (s *Sparse) Clear() {
	for _, k := range s.Row.Filled {
		s.Row.Values[k] = Value{}
	}
	s.Row.Filled = s.Row.Filled[:0]
}

// Set sets the value of a field, once per row; it does nothing if the field is
// not wanted.
func (s *Sparse) Set(field int, v Value) {
	for _, k := range s.at[field] {
		s.Row.Values[k] = v
		s.Row.Filled = append(s.Row.Filled, k)
	}
}

// Places returns the fields by their names, which must be distinct.
func Places(fields []Field) map[string]int {
	at := make(map[string]int, len(fields))
	for i, f := range fields {
		at[f.Name] = i
	}
	return at
}

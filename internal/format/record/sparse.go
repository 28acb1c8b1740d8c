package record

// Sparse makes rows of a file whose rows have names of their own: the work of a
// row is that of the values it has, not of all names in the file.
type Sparse struct {
	Row Row
	at  [][]int // a field to its places in Values
}

// NewSparse starts rows of those of n fields that want lists, as in Source.Each.
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

// Set gives a field its value, once a row; nothing where the field is not wanted.
func (s *Sparse) Set(field int, v Value) {
	for _, k := range s.at[field] {
		s.Row.Values[k] = v
		s.Row.Filled = append(s.Row.Filled, k)
	}
}

// Places gives the fields by their names, of which none comes twice.
func Places(fields []Field) map[string]int {
	at := make(map[string]int, len(fields))
	for i, f := range fields {
		at[f.Name] = i
	}
	return at
}

package record

import "testing"

// A row has exactly the values that were set since the last one, each at every
// index that asks for its field.
func TestSparse(t *testing.T) {
	s := NewSparse(3, []int{2, 0, 2})
	s.Set(2, Of(int64(7)))
	s.Set(1, Of("not wanted"))
	if r := &s.Row; r.Text(0) != "7" || !r.Missing(1) || r.Text(2) != "7" || len(r.Filled) != 2 {
		t.Errorf("%+v", r)
	}
	s.Clear()
	s.Set(0, Of("a"))
	if r := &s.Row; !r.Missing(0) || r.Text(1) != "a" || !r.Missing(2) || len(r.Filled) != 1 {
		t.Errorf("%+v", r)
	}
}

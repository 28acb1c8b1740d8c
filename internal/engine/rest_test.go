package engine

import "testing"

// People who do not get there are all people less those who do: sums in two orders.
func TestRestOfPeople(t *testing.T) {
	for _, c := range []struct{ all, some, want float64 }{
		{3435, 3435.0000000000005, 0}, {3435, 3434.9999999999995, 0}, {3435, 3434, 1}, {3435, 3436, -1}, {0, 0, 0}, {0.3, 0.1 + 0.2, 0},
	} {
		if got := rest(c.all, c.some); got != c.want {
			t.Errorf("%g less %g: %g, want %g", c.all, c.some, got, c.want)
		}
	}
}

package access

import (
	"math/rand/v2"

	"saavu/pkg/travel"
)

// madeUp is a random world of n cells and m facilities; one pair in fifty is
// not reached.
func madeUp(n, m int) ([][]travel.Seconds, []float64, []float64) {
	r := rand.New(rand.NewPCG(1, 2))
	cols := make([][]travel.Seconds, m)
	for j := range cols {
		cols[j] = make([]travel.Seconds, n)
		for i := range cols[j] {
			cols[j][i] = travel.Seconds(r.IntN(7200))
			if r.IntN(50) == 0 {
				cols[j][i] = travel.Unreached
			}
		}
	}
	p, s := make([]float64, n), make([]float64, m)
	for i := range p {
		p[i] = float64(r.IntN(300))
	}
	for j := range s {
		s[j] = float64(1 + r.IntN(10))
	}
	return cols, p, s
}

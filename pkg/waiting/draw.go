package waiting

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"
)

// Drift is the range of the drift where a queue was counted at most once: nothing says
// whether it grows. It is an assumption.
func Drift() Range { return Range{-0.02, 0, 0.02} }

// Draw returns a law, a share of quick visits and a placement of visits within classes that
// fit the counts: counts from a Dirichlet distribution of counts and one half, the others
// from triangles between their bounds.
func (l *Law) Draw(src *rand.Rand) (drawn *Law, quick, placed float64) {
	var n [Classes]float64
	all := 0.0
	for k, v := range l.n {
		n[k] = distuv.Gamma{Alpha: v + 0.5, Beta: 1, Src: src}.Rand()
		all += n[k]
	}
	for k := range n {
		n[k] *= l.sum / all
	}
	drawn, _ = lawOf(n, l.Days)
	w := drawn.Waiting()
	return drawn, drawn.Quick().Triangle(src), Range{w.Low / w.Value, 1, w.High / w.Value}.Triangle(src)
}

// Triangle draws from the triangle with the corners of a range.
func (r Range) Triangle(src *rand.Rand) float64 {
	if !(r.High > r.Low) {
		return r.Value
	}
	u, mode := src.Float64(), (r.Value-r.Low)/(r.High-r.Low)
	if u < mode {
		return r.Low + math.Sqrt(u*(r.High-r.Low)*(r.Value-r.Low))
	}
	return r.High - math.Sqrt((1-u)*(r.High-r.Low)*(r.High-r.Value))
}

package access

// conjugate solves with the matrix of the Newton step,
//
//	v_k hold_k + Σ_c weight_c (v_k − mean of v over c's facilities), k in c,
//
// over the splits c, by conjugate gradients scaled by the diagonal.
type conjugate struct{ diagonal, rest, ahead, bent []float64 }

// multiply sets out to the matrix times v.
func multiply(hold []float64, s *splits, v, out []float64) {
	for k, x := range v {
		out[k] = x * hold[k]
	}
	for c, weight := range s.weight {
		at := s.at[s.starts[c]:s.starts[c+1]]
		mean := 0.0
		for _, k := range at {
			mean += v[k]
		}
		mean /= float64(len(at))
		for _, k := range at {
			out[k] += weight * (v[k] - mean)
		}
	}
}

// solve sets move so that the matrix times move is −slope, to a hundredth.
func (c *conjugate) solve(hold []float64, s *splits, slope, move []float64) {
	copy(c.diagonal, hold)
	for i, weight := range s.weight {
		at := s.at[s.starts[i]:s.starts[i+1]]
		for _, k := range at {
			c.diagonal[k] += weight * (1 - 1/float64(len(at)))
		}
	}
	left := 0.0
	for k, f := range slope {
		move[k] = 0
		c.rest[k] = -f
		c.ahead[k] = -f / c.diagonal[k]
		left += f * f / c.diagonal[k]
	}
	end := left * 1e-4
	for range 4 * len(slope) {
		if left <= end {
			return
		}
		multiply(hold, s, c.ahead, c.bent)
		by, next := left/dot(c.ahead, c.bent), 0.0
		for k := range move {
			move[k] += by * c.ahead[k]
			c.rest[k] -= by * c.bent[k]
			next += c.rest[k] * c.rest[k] / c.diagonal[k]
		}
		turn := next / left
		left = next
		for k := range c.ahead {
			c.ahead[k] = c.rest[k]/c.diagonal[k] + turn*c.ahead[k]
		}
	}
}

// dot is Σ a_k b_k.
func dot(a, b []float64) float64 {
	s := 0.0
	for k, x := range a {
		s += x * b[k]
	}
	return s
}

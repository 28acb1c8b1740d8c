package params

import (
	"fmt"
	"math"
	"math/bits"

	"gonum.org/v1/gonum/mathext"
)

// Draw gives the k-th of n random copies, k from 0 to n-1. Each parameter that is
// Drawn is drawn from the PERT distribution on Lo, V and Hi, whose mode is V. The
// n copies are a Latin hypercube: of n parts of equal probability, each holds one
// copy (McKay, Beckman, Conover 1979: A comparison of three methods for selecting
// values of input variables. Technometrics 21, 239-245). A draw depends on seed,
// k, n and the parameter's SharedDraw, or its path without one: two options see
// the same world in the same draw, what one reason covers moves together, and a new
// parameter leaves the draws of the others as they were.
func (t Tree) Draw(seed uint64, k, n int) Tree { return t.draw(seed, k, n, inDraws) }

// DrawNetwork returns the k-th of n copies whose travel times and people without a car
// are drawn, in the way of Draw, and whose other values stay.
func (t Tree) DrawNetwork(seed uint64, k, n int) Tree { return t.draw(seed, k, n, inNetworks) }

func (t Tree) draw(seed uint64, k, n int, in drawnIn) Tree {
	if k < 0 || k >= n {
		panic(fmt.Sprintf("params: draw %d of %d", k, n))
	}
	t.list, t.values = t.All(), nil
	c := t
	c.ownValues()
	type shape struct {
		key  string
		mode float64
	}
	known := map[shape]float64{} // most parameters that share a draw have one shape
	for i := range c.list {
		p := &c.list[i]
		if t.in[i] != in || !p.Ranged() {
			continue
		}
		s := shape{p.Draw(), mode(p)}
		q, ok := known[s]
		if !ok {
			q = pert(probability(seed, k, n, s.key), s.mode)
			known[s] = q
		}
		c.values[i] = min(max(p.Lo+q*(p.Hi-p.Lo), p.Lo), p.Hi)
	}
	return c
}

// mode gives where between Lo, at 0, and Hi, at 1, the value of a ranged parameter
// lies, without what rounding leaves: 1.1 and 2.2 in ranges of 10 % have one shape.
func mode(p *Param) float64 {
	return math.Round((p.V-p.Lo)/(p.Hi-p.Lo)*1e9) / 1e9
}

// pert gives the quantile of the PERT distribution on 0 to 1, which is the beta
// distribution with the parameters 1+4m and 5-4m and the mean (1+4m)/6 (Malcolm,
// Roseboom, Clark, Fazar 1959: Application of a technique for research and
// development program evaluation. Operations Research 7, 646-669).
func pert(u, mode float64) float64 { return mathext.InvRegIncBeta(1+4*mode, 5-4*mode, u) }

// Place gives a place of the k-th of n networks, for something that is known to lie
// within a radius of its own place: uniform over the disc, as dx and dy in the unit of
// the radius. Things with the same key move together.
func Place(seed uint64, k, n int, key string, radius float64) (dx, dy float64) {
	far := radius * math.Sqrt(probability(seed, k, n, key+" distance"))
	to := 2 * math.Pi * probability(seed, k, n, key+" direction")
	return far * math.Cos(to), far * math.Sin(to)
}

// probability gives the k-th of n values from 0 to below 1, one in each n-th part,
// in an order and at places within the parts that seed and key fix.
func probability(seed uint64, k, n int, key string) float64 {
	h := uint64(14695981039346656037) // FNV-1a
	for i := 0; i < len(key); i++ {
		h = (h ^ uint64(key[i])) * 1099511628211
	}
	h = mix(h ^ seed*0x9e3779b97f4a7c15)
	within := float64(mix(h+uint64(k))>>32) / (1 << 32)
	return (float64(part(h, k, n)) + within) / float64(n)
}

// part gives the part that the k-th of n draws falls in: a permutation of 0 to n-1,
// by a Feistel network over the next even power of two, whose rounds can be undone,
// repeated until it ends below n (Black, Rogaway 2002: Ciphers with arbitrary finite
// domains. CT-RSA, 114-130).
func part(h uint64, k, n int) int {
	half := (bits.Len(uint(n-1)) + 1) / 2
	low := uint64(1)<<half - 1
	for x := uint64(k); ; {
		left, right := x>>half, x&low
		for round := range uint64(6) {
			left, right = right, left^mix(h^right<<8^round)&low
		}
		if x = left<<half | right; x < uint64(n) {
			return int(x)
		}
	}
}

// mix spreads a number over 64 bits: the finaliser of splitmix64.
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

package spatial

import (
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

func TestRingArea(t *testing.T) {
	const x, y = 25_496_000, 6_672_000
	square := orb.Ring{{x, y}, {x + 0.25, y}, {x + 0.25, y + 0.5}, {x, y + 0.5}, {x, y}}
	turned := slices.Clone(square)
	slices.Reverse(turned)
	for _, c := range []struct {
		ring orb.Ring
		want float64
	}{{nil, 0}, {square[:2], 0}, {square, 0.125}, {square[:4], 0.125}, {turned, -0.125}} {
		if got := RingArea(c.ring); got != c.want {
			t.Errorf("%v: %g, want %g", c.ring, got, c.want)
		}
	}
}

package spatial

import (
	"math"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

func TestSelfCrossing(t *testing.T) {
	for _, c := range []struct {
		name string
		ring orb.Ring
		at   orb.Point
		want bool
	}{
		{"bow tie", orb.Ring{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}, orb.Point{1, 1}, true},
		{"square", orb.Ring{{0, 0}, {2, 0}, {2, 2}, {0, 2}, {0, 0}}, orb.Point{}, false},
		{"touches in a point", orb.Ring{{0, 0}, {1, 1}, {2, 0}, {2, 2}, {1, 1}, {0, 2}, {0, 0}}, orb.Point{}, false},
		{"a spike that comes back", orb.Ring{{0, 0}, {2, 0}, {4, 0}, {2, 0}, {2, 2}, {0, 0}}, orb.Point{}, false},
		{"a small loop", orb.Ring{{0, 0}, {10, 0}, {10, 10}, {5, 10}, {5.5, 10.5}, {5.5, 9.5}, {0, 10}, {0, 0}}, orb.Point{}, true},
		{"rounded over a border", orb.Ring{{337012.4384270896, 6822143.51931707}, {337005.9846881317, 6822127.851904979}, {337030, 6822100}, {337008.8225786373, 6822134.741307046}, {336977.71541372105, 6822059.224001603}, {336900, 6822140}, {337012.4384270896, 6822143.51931707}}, orb.Point{}, false},
		{"empty", nil, orb.Point{}, false},
	} {
		at, ok := SelfCrossing(c.ring)
		if ok != c.want || c.at != (orb.Point{}) && at != c.at {
			t.Errorf("%s: %v %v", c.name, at, ok)
		}
	}
	// A round boundary of many vertices takes negligible time.
	var round orb.Ring
	for i := range 200_001 {
		a := float64(i%200_000) * 2 * math.Pi / 200_000
		round = append(round, orb.Point{math.Cos(a), math.Sin(a)})
	}
	start := time.Now()
	if _, ok := SelfCrossing(round); ok || time.Since(start) > 10*time.Second {
		t.Errorf("%v after %v", ok, time.Since(start))
	}
}

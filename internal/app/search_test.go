package app

import (
	"errors"
	"math"
	"testing"
)

// The draws turn at known values: the search finds the middle, and the values at which
// 5 % and 95 % of the draws have turned.
func TestSearchFindsKnownCrossings(t *testing.T) {
	// draw k turns at 1 + k/100, the values at 1.3; all turn back at 2.5
	s := &search{from: 0, to: 3, tolerance: 0.001, progress: func(float64) {}, holds: func(v float64) ([]bool, error) {
		out := []bool{v >= 1.3 && v < 2.5}
		for k := range 100 {
			out = append(out, v >= 1+float64(k)/100 && v < 2.5)
		}
		return out, nil
	}}
	got, err := s.run()
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	near := func(name string, got, want float64) {
		if math.Abs(got-want) > 0.001 || got < want {
			t.Errorf("%s is %g, predicted %g", name, got, want)
		}
	}
	near("the first crossing", got[0].At, 1.3)
	near("its low", got[0].Low, 1.05)
	near("its high", got[0].High, 1.94)
	near("the second crossing", got[1].At, 2.5)
	near("its low", got[1].Low, 2.5)
	near("its high", got[1].High, 2.5)
	if !got[0].Holds || got[1].Holds || got[0].LowOpen || got[0].HighOpen {
		t.Errorf("%+v", got)
	}
	if n := len(s.tried); n > 80 {
		t.Errorf("%d values are tried", n)
	}
}

// A crossing that some draws do not have has an open end, with their number.
func TestSearchWithOpenEnds(t *testing.T) {
	s := &search{from: 0, to: 1, tolerance: 0.001, progress: func(float64) {}, holds: func(v float64) ([]bool, error) {
		out := []bool{v >= 0.5}
		for k := range 10 {
			out = append(out, k < 2 || k < 9 && v >= 0.5)
		}
		return out, nil
	}}
	got, err := s.run()
	if err != nil || len(got) != 1 || !got[0].LowOpen || !got[0].HighOpen || got[0].Before != 2 || got[0].After != 1 || got[0].Low != 0 || got[0].High != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	if s.somewhere() != 9 {
		t.Errorf("it holds somewhere in %d draws", s.somewhere())
	}
	stop := errors.New("stop")
	s = &search{from: 0, to: 1, tolerance: 0.001, progress: func(float64) {}, holds: func(v float64) ([]bool, error) {
		if v > 0.5 {
			return nil, stop
		}
		return []bool{false}, nil
	}}
	if _, err := s.run(); !errors.Is(err, stop) {
		t.Errorf("%v", err)
	}
}

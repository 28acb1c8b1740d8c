package delivery

import (
	"math"

	"saavu/pkg/equity"
	"saavu/pkg/travel"
)

// BinSeconds is the width of a histogram bin: times are kept to 15 seconds,
// rounded up, so that a limit of whole quarters of a minute is exact.
const BinSeconds = 15

// bins covers three hours; longer times are counted in the last bin but one,
// the unreached in the last one.
const bins = 3*3600/BinSeconds + 2

// Histogram is people by area and travel time.
type Histogram struct {
	Areas  int
	N      []float64 // [area*bins+bin]
	School float64   // people in bin 0 who are met at school and do not travel
	within []float64 // people of all areas up to and including each bin; made by close
}

func newHistogram(areas int) Histogram {
	return Histogram{Areas: areas, N: make([]float64, areas*bins)}
}

func bin(t travel.Seconds) int {
	if t == travel.Unreached {
		return bins - 1
	}
	return min((int(t)+BinSeconds-1)/BinSeconds, bins-2)
}

// limitBin returns the last bin whose times are all within the limit
// (inclusive).
func limitBin(limitMin float64) int {
	return max(min(int(math.Floor(limitMin*60/BinSeconds+1e-9)), bins-2), -1)
}

// close computes the sums over areas and bins once, because draws need them
// often.
func (h *Histogram) close() {
	h.within = running(h.N, h.Areas)
}

// running sums the bins of all areas, each with those before it.
func running(n []float64, areas int) []float64 {
	out := make([]float64, bins)
	for a := 0; a < areas; a++ {
		for i, v := range n[a*bins : (a+1)*bins] {
			out[i] += v
		}
	}
	for i := 1; i < bins; i++ {
		out[i] += out[i-1]
	}
	return out
}

func (h *Histogram) add(area int, t travel.Seconds, n float64) {
	h.N[area*bins+bin(t)] += n
}

// Within returns the people of an area (or of all, area -1) who travel at most
// limitMin minutes, rounded down to a quarter of a minute.
func (h *Histogram) Within(area int, limitMin float64) float64 {
	last := limitBin(limitMin)
	if area < 0 && h.within != nil {
		if last < 0 {
			return 0
		}
		return h.within[last]
	}
	s := 0.0
	h.each(area, func(row []float64) {
		for _, n := range row[:last+1] {
			s += n
		}
	})
	return s
}

// Total returns all people of an area, or of all areas with -1.
func (h *Histogram) Total(area int) float64 {
	s := 0.0
	h.each(area, func(row []float64) {
		for _, n := range row {
			s += n
		}
	})
	return s
}

func (h *Histogram) each(area int, f func(row []float64)) {
	for a := 0; a < h.Areas; a++ {
		if area < 0 || a == area {
			f(h.N[a*bins : (a+1)*bins])
		}
	}
}

// Summary describes how long people travel. Quantiles are over everyone who
// travels, the unreached included as +Inf; the mean is over those who reach a
// point.
type Summary struct {
	Median, Mean, SlowestTenth, WorstTenthMean float64 // minutes
	Unreached                                  float64 // people
}

// Summary computes the travel times of all areas together. If nobody travels,
// the minutes are NaN.
func (h *Histogram) Summary() Summary {
	row := make([]float64, bins)
	h.each(-1, func(r []float64) {
		for i, n := range r {
			row[i] += n
		}
	})
	if equity.Reaches(h.School, row[0]) {
		row[0] = 0 // the remainder is rounding error
	} else {
		row[0] -= h.School
	}
	total, sum := 0.0, 0.0
	for i, n := range row {
		total += n
		if i < bins-1 {
			sum += n * minutes(i)
		}
	}
	out := Summary{Median: math.NaN(), Mean: math.NaN(), SlowestTenth: math.NaN(), WorstTenthMean: math.NaN(), Unreached: row[bins-1]}
	if total <= 0 {
		return out
	}
	if reached := total - out.Unreached; reached > 0 {
		out.Mean = sum / reached
	}
	out.Median, out.SlowestTenth = minutes(equity.QuantileAt(row, 0.5)), minutes(equity.QuantileAt(row, 0.9))
	times := make([]float64, bins)
	for i := range times {
		times[i] = minutes(i)
	}
	out.WorstTenthMean = equity.Between(times, row, 0.9, 1)
	return out
}

func minutes(bin int) float64 {
	if bin == bins-1 {
		return math.Inf(1)
	}
	return float64(bin) * BinSeconds / 60
}

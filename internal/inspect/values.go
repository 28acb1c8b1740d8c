package inspect

import (
	"math"
	"strconv"
	"strings"

	"saavu/pkg/report"
)

// quoted lists texts in quotation marks.
func quoted(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strconv.Quote(s)
	}
	return strings.Join(out, ", ")
}

// metres is a length in the unit that suits it.
func metres(v float64) report.Message {
	rounded := func(v float64, digits int) float64 {
		short, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64)
		return short
	}
	switch {
	case v >= 10_000:
		return report.NewMessage("length.km", "n", int(math.Round(v/1000)))
	case v >= 1000:
		return report.NewMessage("length.km", "n", report.Amount{V: v / 1000, As: report.AsTenths})
	case whole(v) || v >= 100:
		return report.NewMessage("length.m", "n", int(math.Round(v)))
	case v < 0.001:
		return report.NewMessage("length.mm", "n", rounded(v*1000, 2))
	}
	return report.NewMessage("length.m", "n", rounded(v, 4))
}

// rowsOf is a number of rows.
func rowsOf(n int64) report.Message { return report.NewMessage("file.rows", "n", int(n)) }

// near is a coordinate to a metre, or to four decimals of a degree.
func near(v float64) float64 {
	if math.Abs(v) <= 180 {
		return round(v, 4)
	}
	return round(v, 0)
}

// brief is a number with the digits that distinguish it.
func brief(v float64) float64 {
	if whole(v) {
		return v
	}
	short, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 7, 64), 64)
	return short
}

package export

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"

	"saavu/pkg/report"
)

// scores writes scores.csv: one figure a row, in the report's order. What is
// unknown or not finite is empty.
func scores(w io.Writer, r *report.Report) error {
	c := csv.NewWriter(w)
	if err := c.Write([]string{"option", "service", "measure", "area", "group", "value", "lo", "hi", "unit", "people", "synthetic"}); err != nil {
		return err
	}
	synthetic := strconv.FormatBool(r.Synthetic)
	for _, s := range r.Scores {
		err := c.Write([]string{s.Option, s.Service, s.Measure, s.Area, s.Group, decimal(s.Value), decimal(s.Lo), decimal(s.Hi),
			s.Unit, decimal(s.People), synthetic})
		if err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// decimal writes a number without an exponent and with twelve figures that
// count: those behind are the noise of adding up.
func decimal(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	return strconv.FormatFloat(v, 'f', -1, 64)
}

package export

import (
	"encoding/csv"
	"io"
	"strconv"

	"saavu/internal/export/contract"
	"saavu/internal/format/table"
	"saavu/pkg/report"
)

// scores writes scores.csv: one figure per row, in the report's order. Unknown
// values and values that are not finite are empty. The last columns are the same in
// all rows, but for the year of an option: a file that has left its folder still says
// of which county it is, and what in it is not real.
func scores(w io.Writer, r *report.Report) error {
	c := csv.NewWriter(w)
	if err := c.Write([]string{"option", "service", "measure", "area", "group", "value", "lo", "hi", "unit", "people", "synthetic", "facility", "county", "year", "demonstration"}); err != nil {
		return err
	}
	synthetic, demonstration, county := strconv.FormatBool(r.Synthetic), strconv.FormatBool(r.Demo), table.Guard(r.County)
	years := map[string]string{}
	for i := range r.Options {
		years[r.Options[i].ID] = strconv.Itoa(r.Options[i].Year)
	}
	for _, s := range r.Scores {
		texts := []string{s.Option, s.Service, s.Measure, s.Area, s.Group, s.Facility}
		for i := range texts {
			texts[i] = table.Guard(texts[i])
		}
		err := c.Write(append(texts[:5:5], contract.Decimal(s.Value), contract.Decimal(s.Lo), contract.Decimal(s.Hi), s.Unit, contract.Decimal(s.People), synthetic, texts[5], county, years[s.Option], demonstration))
		if err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

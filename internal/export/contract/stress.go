package contract

import (
	"encoding/csv"
	"io"
	"strconv"

	"saavu/internal/format/table"
	"saavu/pkg/report"
)

// stressResult is a comparison in one stress test.
type stressResult struct {
	Test   string        `json:"test" jsonschema:"enum=planned,enum=recruitment,enum=remote,enum=rent,enum=site_lost,enum=provider_lost"`
	Factor Number        `json:"factor" jsonschema_description:"what the values of the test are multiplied by; 1 for none"`
	Years  int           `json:"years,omitempty" jsonschema_description:"that a rent grows"`
	Why    string        `json:"missing,omitempty" jsonschema_description:"parameter without a value, so that the test is not computed"`
	Lost   []stressLost  `json:"lost,omitempty" jsonschema_description:"what the options lose; those that are not listed lose nothing"`
	Rows   []sweepOption `json:"rows"`
}

type stressLost struct {
	Option     string   `json:"option"`
	Facilities []string `json:"facilities,omitempty" jsonschema_description:"a site: facilities in one building"`
	Service    string   `json:"service,omitempty" jsonschema_description:"of the contract that ends"`
	Production string   `json:"production,omitempty" jsonschema:"enum=purchased,enum=voucher,enum=third_sector"`
	Share      Number   `json:"share,omitempty" jsonschema_description:"of the service's contacts"`
}

func stressOf(r *report.Report) []stressResult {
	if r.Stress == nil {
		return nil
	}
	return Each(r.Stress.Tests, func(t *report.StressRun) stressResult {
		out := stressResult{Test: string(t.Test), Factor: Number(t.Factor), Years: t.Years, Why: t.Why, Rows: sweepOptions(r, r.Stress.Options, t.Rows)}
		for i := range t.Lost {
			if l := &t.Lost[i]; l.Any() {
				out.Lost = append(out.Lost, stressLost{optionID(r, r.Stress.Options[i]), l.Facilities, l.Service, l.Production, Number(l.Share)})
			}
		}
		return out
	})
}

// StressCSV writes stress.csv: one figure of one option in one test per row.
func StressCSV(w io.Writer, r *report.Report) error {
	c := csv.NewWriter(w)
	if err := c.Write([]string{"test", "option", "service", "measure", "figure", "lo", "hi", "unit", "synthetic"}); err != nil {
		return err
	}
	for k := range r.Stress.Tests {
		t := &r.Stress.Tests[k]
		for i := range t.Rows {
			for _, line := range sweepLines(r, &t.Rows[i]) {
				row := append([]string{string(t.Test), table.Guard(optionID(r, r.Stress.Options[i])), table.Guard(line.service), line.measure}, rangeCells(line.of)...)
				if err := c.Write(append(row, line.unit, strconv.FormatBool(r.Synthetic))); err != nil {
					return err
				}
			}
		}
	}
	c.Flush()
	return c.Error()
}

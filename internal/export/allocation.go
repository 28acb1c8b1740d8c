package export

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"

	"saavu/internal/export/contract"
	"saavu/internal/format/table"
	"saavu/pkg/report"
)

// allocation writes allocation.csv: how the need of each area is met, one way per row.
// Unknown values are empty. The columns product and segment are there if a service has
// products and the county segments.
func allocation(w io.Writer, r *report.Report) error {
	c := csv.NewWriter(w)
	products := slices.ContainsFunc(r.Allocated, func(x report.Allocated) bool { return x.Product != "" })
	segments := slices.ContainsFunc(r.Allocated, func(x report.Allocated) bool { return x.Segment != "" })
	row := func(product, segment string, fields ...string) error {
		if segments {
			fields = slices.Insert(fields, 4, segment)
		}
		if products {
			fields = slices.Insert(fields, 3, product)
		}
		return c.Write(fields)
	}
	if err := row("product", "segment", "option", "year", "service", "area", "channel", "production", "contacts", "served", "staff_hours", "county_eur", "identified", "synthetic", "county", "demonstration"); err != nil {
		return err
	}
	for i := range r.Allocated {
		x := &r.Allocated[i]
		if err := row(table.Guard(x.Product), table.Guard(x.Segment), table.Guard(x.Option), strconv.Itoa(x.Year), table.Guard(x.Service), table.Guard(x.Area), x.Channel, x.Production,
			contract.Decimal(x.Contacts), contract.Decimal(x.Served), contract.Decimal(x.StaffHours), contract.Decimal(x.EUR), yesNo(x.Identified), strconv.FormatBool(r.Synthetic), table.Guard(r.County), strconv.FormatBool(r.Demo)); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

package export

import (
	"encoding/csv"
	"io"
	"strconv"

	"saavu/internal/export/contract"
	"saavu/internal/format/table"
	"saavu/pkg/report"
)

// segments writes segments.csv: what client segments get from services, with a row for each
// option, service, segment and, where its products have one, core process. Unknown values
// are empty.
func segments(w io.Writer, r *report.Report) error {
	c := csv.NewWriter(w)
	if err := c.Write([]string{"option", "year", "service", "segment", "process", "people", "contacts", "served", "served_share", "remote", "remote_share", "staff_hours", "own_week",
		"synthetic", "county", "demonstration"}); err != nil {
		return err
	}
	for i := range r.SegmentYears {
		y := &r.SegmentYears[i]
		if err := c.Write([]string{table.Guard(y.Option), strconv.Itoa(y.Year), table.Guard(y.Service), table.Guard(y.Segment), y.Process, contract.Decimal(y.People), contract.Decimal(y.Contacts),
			contract.Decimal(y.Served), contract.Decimal(y.ServedShare()), contract.Decimal(y.Remote), contract.Decimal(y.RemoteShare()), contract.Decimal(y.StaffHours), contract.Decimal(y.OwnWeek),
			strconv.FormatBool(r.Synthetic), table.Guard(r.County), strconv.FormatBool(r.Demo)}); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

package tables

import (
	"math"
	"strings"
	"testing"

	"saavu/internal/export/plain"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// Today's cost has a line for each service and a total. A service whose staff alone
// costs more than its unit cost is marked, and one without known positions has dashes
// and no total below it.
func TestCostsTable(t *testing.T) {
	r := scene.ComparedReport()
	nan := math.NaN()
	r.Services = append(r.Services[:1:1], r.Services[0], r.Services[0])
	r.Today = report.TodayCost{CostParts: report.CostParts{Known: 5.6e6, Model: 6.1e6}, Services: []report.ServiceCost{
		{CostParts: report.CostParts{Known: 2.6e6, Model: 3.6e6}, Contacts: 57_000, UnitCost: 45, StaffCost: 52.2},
		{CostParts: report.CostParts{Known: 3e6, Model: 2.5e6}, Contacts: 25_000, UnitCost: 120, StaffCost: 120},
		{CostParts: report.CostParts{Known: nan, Model: nan, Reason: report.Reason{Cause: report.Unstaffed}}, Contacts: 900, UnitCost: nan, StaffCost: nan}}}
	text := func() string {
		p := &page{&plain.Page{Words: words.In(lang.English)}}
		p.costs(&r)
		return p.String()
	}
	const head = `What today costs, by service
                                  contacts unit cost, staff alone, unit costs ×   model's residual,
service                             a year  €/contact    €/contact contacts, M€ lines, M€        M€
Maternity and child clinic, child   57 000         45          52!          2.6       3.6      −1.0
Maternity and child clinic, child   25 000        120         120           3.0       2.5      +0.5
Maternity and child clinic, child      900          –            –            –         –         –
`
	const total = `all services                                                                5.6       6.1      −0.5
`
	const mark = `! the staff alone costs more than the unit cost: no verdict is given on options that buy the service
`
	if got := strings.ReplaceAll(text(), "\u00a0", " "); got != head+total+mark {
		t.Errorf("got\n%s\nexpected\n%s", got, head+total+mark)
	}
	r.Today.Reason, r.Today.Services[0].StaffCost = report.Reason{Cause: report.Unstaffed}, 45
	if got, want := strings.ReplaceAll(text(), "\u00a0", " "), strings.NewReplacer("52!", " 45", "         120  ", "          120 ").Replace(head); got != want {
		t.Errorf("got\n%s\nexpected\n%s", got, want)
	}
}

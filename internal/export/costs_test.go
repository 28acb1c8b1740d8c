package export

import (
	"math"
	"slices"
	"strings"
	"testing"

	"saavu/pkg/report"
)

// Today's cost has a line for each service and a total. A service whose staff alone
// costs more than its unit cost is marked, and one without known positions has dashes
// and no total below it.
func TestCostsTable(t *testing.T) {
	r := report30()
	nan := math.NaN()
	r.Services = append(r.Services[:1:1], r.Services[0], r.Services[0])
	r.Today = report.TodayCost{CostParts: report.CostParts{Known: 5.6e6, Model: 6.1e6}, Services: []report.ServiceCost{
		{CostParts: report.CostParts{Known: 2.6e6, Model: 3.6e6}, Contacts: 57_000, UnitCost: 45, StaffCost: 52.2},
		{CostParts: report.CostParts{Known: 3e6, Model: 2.5e6}, Contacts: 25_000, UnitCost: 120, StaffCost: 120},
		{CostParts: report.CostParts{Known: nan, Model: nan, Reason: report.Reason{Cause: report.Unstaffed}}, Contacts: 900, UnitCost: nan, StaffCost: nan}}}
	text := func() string {
		p := &page{w: english}
		p.costs(&r)
		return p.b.String()
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

// Both screens name the option and the service of a purchase that has no verdict, and
// that of a service only its own.
func TestPurchaseWithoutVerdict(t *testing.T) {
	r := seven30()
	r.Services[0].Rows[3].Worth = report.Worth{Verdict: report.NotJudged}
	r.Services[1].Rows[4].Worth = report.Worth{Verdict: report.NotJudged}
	own, other := [2]string{r.Options[3].Name, r.Services[0].ID}, [2]string{r.Options[4].Name, r.Services[1].ID}
	for _, tt := range []struct {
		what  string
		print func(*strings.Builder, report.Report) error
		want  [][2]string
	}{
		{"overview", func(b *strings.Builder, r report.Report) error { return Overview(b, r, TableOptions{}) }, [][2]string{own, other}},
		{"service", func(b *strings.Builder, r report.Report) error { return Screen(b, r, own[1], TableOptions{}) }, [][2]string{own}},
		{"other service", func(b *strings.Builder, r report.Report) error { return Screen(b, r, other[1], TableOptions{}) }, [][2]string{other}},
	} {
		var b strings.Builder
		if err := tt.print(&b, r); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(b.String()), " ")
		if n := strings.Count(text, "! Whether buying pays is not said "); n != len(tt.want) {
			t.Errorf("%s: %d purchases without a verdict, expected %d:\n%s", tt.what, n, len(tt.want), b.String())
		}
		for _, w := range tt.want {
			s := slices.IndexFunc(r.Services, func(v report.Service) bool { return v.ID == w[1] })
			line := "! Whether buying pays is not said (" + w[0] + ": " + english.Name(r.Services[s].Short.Or(r.Services[s].Names.Every(r.Services[s].Name))) + "): today the staff alone costs more than the unit cost."
			if !strings.Contains(text, line) {
				t.Errorf("%s: no line %q in\n%s", tt.what, line, b.String())
			}
		}
	}
}

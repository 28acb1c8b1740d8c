package export

import (
	"math"
	"strings"
	"testing"

	"saavu/pkg/report"
)

func TestAllocationFile(t *testing.T) {
	r := report.Report{County: "=county", Synthetic: true, Allocated: []report.Allocated{
		{Option: "today", Service: "care", Area: "west", Year: 2026, Channel: "on_site", Production: "own", Contacts: 1024, Served: 1000.5, StaffHours: 512, EUR: 20480, Identified: true},
		{Option: "today", Service: "care", Area: "west", Year: 2026, Channel: "remote", Production: "own", Contacts: 24, Served: math.NaN(), StaffHours: math.NaN(), EUR: math.NaN()},
		{Option: "today", Service: "care", Area: "-east", Year: 2026, Contacts: 3, Identified: true},
	}}
	var b strings.Builder
	if err := allocation(&b, &r); err != nil {
		t.Fatal(err)
	}
	want := `option,year,service,area,channel,production,contacts,served,staff_hours,county_eur,identified,synthetic,county,demonstration
today,2026,care,west,on_site,own,1024,1000.5,512,20480,yes,true,'=county,false
today,2026,care,west,remote,own,24,,,,no,true,'=county,false
today,2026,care,'-east,,,3,0,0,0,yes,true,'=county,false
`
	if b.String() != want {
		t.Errorf("%s", b.String())
	}
}

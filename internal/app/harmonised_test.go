package app_test

import (
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"saavu/internal/app"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

// harmoniseFile is an option file that gives child clinics the common model.
func harmoniseFile(t *testing.T, date string) string {
	file := filepath.Join(t.TempDir(), "model.yaml")
	text := "name: {en: Model, fi: Malli, sv: Modell}\nagainst: today\nchanges:\n  - harmonise: {services: [neuvola_child], date: " + date + "}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// What an option that follows the common model says of it is what saavu harmonise says of
// the same tables, and its need and its hours are those.
func TestAnOptionFollowsTheCommonModel(t *testing.T) {
	q := request("today", harmoniseFile(t, "2027-01-01"))
	q.County, q.Service, q.Detail = productsCounty, "all", true
	out, err := fresh(t, q).Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	want, _, err := app.Harmonise(t.Context(), app.HarmoniseRequest{Request: q})
	if err != nil {
		t.Fatal(err)
	}
	r := &out.Report
	got := r.Options[1].Harmonised
	if got == nil || r.Options[0].Harmonised != nil {
		t.Fatalf("today %v, the option %v", r.Options[0].Harmonised, got)
	}
	if len(got.Products) != len(want.Products) || len(got.Municipalities) != 2 || got.Prices.Productive != want.Prices.Productive {
		t.Fatalf("%+v", got)
	}
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-9*math.Max(1, math.Abs(want)) {
			t.Errorf("%s is %v, expected %v", what, got, want)
		}
	}
	for _, x := range want.Products {
		at := slices.IndexFunc(got.Products, func(p report.HarmonisedProduct) bool { return p.ID == x.ID })
		if at < 0 {
			t.Fatalf("%s is missing", x.ID)
		}
		p := &got.Products[at]
		if p.Decision != x.Decision || !p.From.Equal(x.From) || p.Owner != x.Owner || !reflect.DeepEqual(p.Offered, x.Offered) || !slices.Equal(p.Settled, x.Settled) {
			t.Errorf("%+v, expected %+v", p, x)
		}
		for m := range x.Changes {
			a, b := &p.Changes[m], &x.Changes[m]
			for _, f := range [][2]float64{{a.More, b.More}, {a.Less, b.Less}, {a.Ends, b.Ends}, {a.New, b.New}, {a.Same, b.Same}, {a.OtherWay, b.OtherWay},
				{a.ContactsBefore, b.ContactsBefore}, {a.ContactsAfter, b.ContactsAfter}, {float64(len(a.Hours)), float64(len(b.Hours))}} {
				near(x.ID, f[0], f[1])
			}
		}
		near("euros of "+x.ID, p.EUR, x.EUR)
	}
	near("euros", got.EUR, want.EUR)
	near("clients whose product ends", got.Total.Ends, 0.1*2968.857142857143)
	today, then := &r.Services[0].Rows[0], &r.Services[0].Rows[1]
	near("need today", today.Need.V, got.Total.ContactsBefore)
	near("need then", then.Need.V, got.Total.ContactsAfter)
	for _, h := range got.Work {
		if h.Profession == "phn" {
			near("hours today", today.Capacity[0].Wanted, h.Before)
			near("hours then", then.Capacity[0].Wanted, h.After)
		}
	}
	if then.Served.V <= today.Served.V || then.Harmonised == nil || r.Services[1].Rows[1].Harmonised != nil || r.Services[1].Rows[1].Need.V != r.Services[1].Rows[0].Need.V {
		t.Errorf("%v and %v of the need served", today.Served.V, then.Served.V)
	}
}

// The allocation of such an option adds up, and each product has its own need.
func TestTheCommonModelAddsUp(t *testing.T) {
	c := sharedProducts(t)
	c.q.Options = []string{"today", harmoniseFile(t, "2027-01-01")}
	c.session = fresh(t, c.q)
	need := map[string]float64{}
	for i, p := range c.read.Products.Products {
		for m := range p.AsIs {
			if v := p.In(m); v.Offer == products.Offered {
				need[p.ID] += c.read.Products.People[i][m] * v.Clients * v.Visits
			}
		}
	}
	asked, rows := map[string]float64{}, 0
	for _, x := range c.compared(t, "staff").Allocated {
		if x.Option == "model" && x.Service == "neuvola_child" {
			asked[x.Product] += x.Contacts
			rows++
		}
	}
	for p, n := range need {
		if math.Abs(asked[p]-n) > 1e-9*math.Max(1, n) {
			t.Errorf("%s: %v contacts, expected %v", p, asked[p], n)
		}
	}
	if rows < 50 || len(asked) != len(need) {
		t.Errorf("%d rows of %d products", rows, len(asked))
	}
}

// goalHeader is the header of a table with a common model.
const goalHeader = "where,service,product,statutory,ages,clients,visits,minutes,staff,channels,remote_max,group_size,decision,harmonise,from"

// A common model of what every municipality does already changes nothing.
func TestACommonModelOfTodayChangesNothing(t *testing.T) {
	const check, talk = "neuvola_child,check,yes,0,1,8,50,phn:60,on_site+mobile,0.15,1", "neuvola_child,talk,no,1-6,0.9,1.5,90,phn:200,on_site,0.4,4"
	q := request("today", harmoniseFile(t, "2027-01-01"))
	q.County = tabledAs(t, goalHeader, "all,"+check+",,,", "all,"+talk+",,,",
		"to_be,"+check+",keep,clients+visits+minutes+staff+channels,2027-01-01", "to_be,"+talk+",keep,clients+visits+minutes+staff+channels,2027-01-01")
	q.Service, q.Detail = "all", true
	out, err := fresh(t, q).Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	r := &out.Report
	was, is := map[[4]string]report.Allocated{}, 0
	for _, x := range r.Allocated {
		key := [4]string{x.Service, x.Product, x.Area, x.Channel + x.Production}
		if x.Option == "today" {
			was[key] = x
			continue
		}
		is++
		for _, f := range [][2]float64{{x.Contacts, was[key].Contacts}, {x.Served, was[key].Served}, {x.StaffHours, was[key].StaffHours}, {x.EUR, was[key].EUR}} {
			if math.Abs(f[0]-f[1]) > 1e-9*math.Max(1, math.Abs(f[1])) {
				t.Errorf("%v: %v, today %v", key, x, was[key])
			}
		}
	}
	if is != len(was) || is < 50 {
		t.Errorf("%d rows, today %d", is, len(was))
	}
	for s := range r.Services {
		x := &r.Services[s].Rows[1]
		for _, f := range []float64{x.Gain.V, x.Lose.V, x.VisitsChange.V, x.County.V, x.Homes.V} {
			if math.Abs(f) > 1e-6 {
				t.Errorf("%s: %+v", r.Services[s].ID, x)
			}
		}
	}
	h := r.Options[1].Harmonised
	if h.Total.More+h.Total.Less+h.Total.Ends+h.Total.New != 0 || h.Total.Same == 0 || h.EUR != 0 {
		t.Errorf("%+v", h.Total)
	}
}

// An option that drops a statutory product breaks the rule of statutory services, and one
// without a common model is refused where its file says so.
func TestDroppedAndRefusedModels(t *testing.T) {
	const check = "neuvola_child,check,yes,0,1,8,50,phn:60,on_site,0.15,1"
	q := request("today", harmoniseFile(t, "2027-01-01"))
	q.Service = "all"
	q.County = tabledAs(t, goalHeader, "all,"+check+",,,", "all,neuvola_child,talk,no,1-6,0.9,1.5,90,phn:60,on_site,0,1,,,", "to_be,neuvola_child,check,yes,0,,,,,,,,drop,,2027-01-01")
	out, err := fresh(t, q).Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	o := &out.Report.Options[1]
	at := slices.IndexFunc(o.Breaches, func(b report.Breach) bool { return b.ID == "statutory" })
	if b := o.Breaches[at]; b.Verdict != "breach" || b.Severity != report.Law || b.Detail.Kind != "rule_dropped" || len(o.Harmonised.Dropped) != 1 {
		t.Errorf("%+v", b)
	}
	if on, about := o.Breaches[at].On("neuvola_child"); !about || on.Verdict != "breach" {
		t.Errorf("%+v", on)
	}
	if out.Report.Options[0].Breaches[at].Verdict != "ok" {
		t.Errorf("%+v", out.Report.Options[0].Breaches[at])
	}

	q.County = tabled(t, "all,"+check)
	_, err = fresh(t, q).Compare(t.Context(), q)
	if want := `model.yaml:4:28: harmonise: no product of neuvola_child has a row of the common model`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, expected %s", err, want)
	}
}

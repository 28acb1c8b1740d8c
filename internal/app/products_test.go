package app_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"saavu/internal/load"
	"saavu/internal/source"
)

// productsCounty is the county whose child clinics count their need from products.
var productsCounty = filepath.Join("..", "..", "scenarios", "products", "county.yaml")

func sharedProducts(t *testing.T) *shared {
	q := request()
	q.County = productsCounty
	read, err := load.Read(t.Context(), source.OS(), q.County, load.Options{Embedded: q.Embedded})
	if err != nil {
		t.Fatal(err)
	}
	return &shared{q: q, session: fresh(t, q), read: read}
}

// The need of the example and the hours of its staff, computed by hand from the table of
// products and the people of each municipality.
func TestNeedFromProducts(t *testing.T) {
	c := sharedProducts(t)
	got := c.compared(t, "staff")
	row := got.Services[0].Rows[0]
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-6*want {
			t.Errorf("%s is %v, expected %v", what, got, want)
		}
	}
	near("need", row.Need.V, 56218.1926)
	near("hours of nurses", row.Capacity[0].Wanted, 63001.335457)
	sums, hours := map[string]float64{}, 0.0
	for _, x := range got.Allocated {
		if x.Option != "today" || x.Service != "neuvola_child" {
			if x.Service != "neuvola_child" && x.Product != "" {
				t.Errorf("%s has a product, %s", x.Service, x.Product)
			}
			continue
		}
		sums[x.Product] += x.Contacts
		if x.Channel == "on_site" {
			hours += x.StaffHours
		}
	}
	// Kerava has no extra visits; 3,391.57 children are born a year, 422.71 of them there.
	near("checks under 1", sums["check_0"], 8*3391.571429)
	near("extra visits under 1", sums["extra_0"], 0.6*2968.857143)
	near("hours of the visits given", hours, row.Capacity[0].Used)
	if len(sums) != 7 {
		t.Errorf("%d products: %v", len(sums), sums)
	}
	if ways := addsUp(t, c); len(ways) < 4 {
		t.Errorf("only %v", ways)
	}
}

// Over areas, channels, producers and stations the rows of each product add up, in every
// option and both frames: contacts to the people of the ages by the table, the same in all
// options; what is given to what the stations see, schools, remote contacts and producers
// give; what is left undone to that of the service. No product is given more than it needs.
func TestProductsAddUp(t *testing.T) {
	c := sharedProducts(t)
	v := c.read.Base.Network.Service("neuvola_child")
	need := map[string]float64{}
	for i, p := range c.read.Products.Products {
		for m, x := range p.AsIs {
			if need[p.ID] += 0; x.Clients > 0 {
				need[p.ID] += c.read.Products.People[i][m] * x.Clients * x.Visits
			}
		}
	}
	for _, frame := range []string{"staff", "budget"} {
		r := c.compared(t, frame)
		for at, o := range r.Options {
			row := &r.Services[v].Rows[at]
			near := func(what string, got, want float64) {
				if math.Abs(got-want) > 1e-9*math.Max(1, math.Abs(want)) {
					t.Errorf("%s of %s, same %s: %v, expected %v", what, o.ID, frame, got, want)
				}
			}
			asked, given, atPoints, undone := map[string]float64{}, map[string]float64{}, 0.0, 0.0
			for _, x := range r.Allocated {
				if x.Option != o.ID || x.Service != "neuvola_child" {
					continue
				}
				asked[x.Product], given[x.Product], undone = asked[x.Product]+x.Contacts, given[x.Product]+x.Served, undone+x.Contacts-x.Served
				if x.Production == "own" && (x.Channel == "on_site" || x.Channel == "mobile") {
					atPoints += x.Served
				}
			}
			for p, n := range need {
				near("contacts of "+p, asked[p], n)
				least := 0.5 * n
				if strings.HasPrefix(p, "extra_") { // the checks are statutory and come first
					least = 0
				}
				if given[p] > n*(1+1e-12) || given[p] < least {
					t.Errorf("%s of %s: %v given, %v needed", p, o.ID, given[p], n)
				}
			}
			near("products", float64(len(asked)), 7)
			for _, p := range []string{"extra_0", "extra_1_6"} {
				if part := given[p] / need[p]; part > given["extensive_4y"]/need["extensive_4y"] {
					t.Errorf("%s of %s: %v of it is given before statutory products", p, o.ID, part)
				}
			}
			near("what is left undone", undone, row.Need.V-row.Visits.V)
			seen := 0.0
			for _, l := range row.Loads {
				seen += l.Seen
			}
			if frame == "staff" { // loads are those of the same staff
				near("seen at stations and stops", atPoints, seen)
			}
		}
	}
}

// tabled copies the example with another table of products, and the service as it is
// without them if the table is empty.
func tabled(t *testing.T, rows ...string) string {
	return tabledAs(t, "where,service,product,statutory,ages,clients,visits,minutes,staff,channels,remote_max,group_size", rows...)
}

// tabledAs is tabled with a header.
func tabledAs(t *testing.T, header string, rows ...string) string {
	here, err := filepath.Abs(filepath.Dir(productsCounty))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(productsCounty)
	if err != nil {
		t.Fatal(err)
	}
	edit := strings.NewReplacer("../../", filepath.Dir(filepath.Dir(here))+"/", "../vantaa-kerava", filepath.Join(filepath.Dir(here), "vantaa-kerava"))
	county, dir := edit.Replace(string(text)), t.TempDir()
	if rows == nil {
		full := "    staff:\n      - {profession: phn, minutes: durations_min.neuvola.staff, wage: staff.hourly.phn}\n" +
			"    client_minutes: durations_min.neuvola.client\n    remote_max: localisation_class.neuvola_child.remote_max\n"
		county = strings.NewReplacer("products: products.csv\n", "", "    products: true\n", "", "    staff:\n      - {profession: phn, wage: staff.hourly.phn}\n", full).Replace(county)
	} else {
		rows = append([]string{header}, rows...)
		if err := os.WriteFile(filepath.Join(dir, "products.csv"), []byte(strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "county.yaml"), []byte(county), 0o600); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "county.yaml")
}

// fileOf compares options of a county and returns a file of the result.
func fileOf(t *testing.T, county, name string) []byte {
	q := request("today", "mobile", "local")
	q.County, q.Service, q.OutDir = county, "all", filepath.Join(t.TempDir(), "out")
	if _, err := fresh(t, q).Compare(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(q.OutDir, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// sameTables compares a table of the results of two counties, numbers to 1e-9.
func sameTables(t *testing.T, name, one, two string) {
	t.Helper()
	table := func(county string) [][]string {
		rows, err := csv.NewReader(bytes.NewReader(fileOf(t, county, name))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	want, got := table(one), table(two)
	if len(got) != len(want) || len(got) < 200 {
		t.Fatalf("%s: %d and %d rows", name, len(want), len(got))
	}
	for i := range want {
		for j, w := range want[i] {
			if g := got[i][j]; g != w {
				a, err := strconv.ParseFloat(g, 64)
				b, wrong := strconv.ParseFloat(w, 64)
				if err != nil || wrong != nil || math.Abs(a-b) > 1e-9*math.Max(1, math.Abs(b)) {
					t.Errorf("%s:%d: %s of %v is %s, or %s", name, i+1, want[0][j], got[i][:6], w, g)
				}
			}
		}
	}
}

// A row for all municipalities means what one equal row for each means. They are figures
// of their own in each, which a draw may move apart, so sums differ by rounding.
func TestARowOfAllIsOneForEach(t *testing.T) {
	row := func(where, product, rest string) string {
		return where + ",neuvola_child," + product + "," + rest
	}
	const first, second = "yes,0,1,8,50,phn:60,on_site+mobile,0.15,1", "no,1-6,0.9,1.5,90,phn:200,on_site,0.4,4"
	all := tabled(t, row("all", "check", first), row("all", "talk", second))
	each := tabled(t, row("vantaa", "check", first), row("kerava", "check", first), row("vantaa", "talk", second), row("kerava", "talk", second))
	sameTables(t, "allocation.csv", all, each)
	sameTables(t, "scores.csv", all, each)
}

// Products that give the rates, minutes and ceiling of the service give every figure that
// it has without products.
func TestProductsLikeTheRates(t *testing.T) {
	sameTables(t, "scores.csv", tabled(t), tabled(t, "all,neuvola_child,first,yes,0,1,9.6,50,phn:60,on_site,0.15,1",
		"kerava,neuvola_child,later,yes,1-6,1,1.2,50,phn:60,on_site,0.15,1", "vantaa,neuvola_child,later,yes,1-6,0.5,2.4,50,phn:60,on_site,0.15,1"))
}

// An option without changes moves nobody and has the rows of today.
func TestAnOptionLikeTodayMovesNobody(t *testing.T) {
	file := filepath.Join(t.TempDir(), "again.yaml")
	if err := os.WriteFile(file, []byte("name: {en: Again, fi: Again, sv: Again}\nagainst: today\nchanges: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	q := request("today", file)
	q.County, q.Service, q.Detail = productsCounty, "all", true
	out, err := fresh(t, q).Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	r := &out.Report
	for s := range r.Services {
		x := &r.Services[s].Rows[1]
		if x.Gain.V != 0 || x.Lose.V != 0 || x.FewerDays != 0 || x.VisitsChange.V != 0 || x.County.V != 0 || x.Homes.V != 0 {
			t.Errorf("%s: %+v", r.Services[s].ID, x)
		}
	}
	of := func(option string) (rows []string) {
		for _, x := range r.Allocated {
			if x.Option == option {
				x.Option = ""
				rows = append(rows, fmt.Sprintf("%+v", x))
			}
		}
		return rows
	}
	if a, b := of("today"), of("again"); len(a) == 0 || !slices.Equal(a, b) {
		t.Errorf("%d rows today, %d others", len(a), len(b))
	}
}

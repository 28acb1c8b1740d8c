package app_test

import (
	"math"
	"path/filepath"
	"testing"

	"saavu/internal/load"
	"saavu/internal/source"
)

// productsCounty is the county whose child clinics count their need from products.
var productsCounty = filepath.Join("..", "..", "scenarios", "products", "county.yaml")

// The need of the example and the hours of its staff, computed by hand from the table of
// products and the people of each municipality.
func TestNeedFromProducts(t *testing.T) {
	q := request()
	q.County = productsCounty
	read, err := load.Read(t.Context(), source.OS(), q.County, load.Options{Embedded: q.Embedded})
	if err != nil {
		t.Fatal(err)
	}
	c := &shared{q: q, session: fresh(t, q), read: read}
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

package products_test

import (
	"fmt"

	"saavu/pkg/products"
)

// North sees each of its children twice for half an hour, South once for an hour, and a
// common model gives all children two visits.
func Example() {
	visit := func(visits, minutes float64) products.Variant {
		return products.Variant{Offer: products.Offered, Clients: 1, Visits: visits, Minutes: minutes, Staff: []products.Work{{Profession: "nurse", Minutes: minutes}}, Group: 1}
	}
	check := products.Product{ID: "check", AsIs: []products.Variant{visit(2, 30), visit(1, 60)},
		Goal: &products.Goal{Decision: products.Keep, Harmonise: []products.Dimension{products.Visits}, Variant: visit(2, 30)}}
	var all products.Change
	for municipality, children := range []float64{300, 100} {
		c := check.Harmonise(municipality, children)
		all.Add(&c)
	}
	fmt.Printf("%g children get more, %g the same\n", all.More, all.Same)
	fmt.Printf("%g contacts, today %g\n", all.ContactsAfter, all.ContactsBefore)
	fmt.Printf("%g hours of %ss, today %g\n", all.Hours[0].After, all.Hours[0].Profession, all.Hours[0].Before)
	// Output:
	// 100 children get more, 300 the same
	// 800 contacts, today 700
	// 500 hours of nurses, today 400
}

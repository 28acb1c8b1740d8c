package producers_test

import (
	"fmt"
	"math"

	"saavu/pkg/producers"
)

// A contact takes half an hour of a nurse. A provider sells it for 30 euros.
func Example() {
	own := producers.OwnCost{Work: []producers.Work{{Profession: "nurse", Minutes: 30, Wage: 40, Fill: 0.9}}, Client: 30, RoomHour: 6, Worked: 1600, Productive: 1200}
	c := producers.Contract{Production: producers.Purchased, Price: 30, Supervision: 0.1, Admin: 0, Quality: math.NaN(), Floor: math.NaN()}
	fmt.Printf("own %.2f euros, bought %.2f, the same at a price of %.2f\n", own.Full(), c.Bought(), c.BreakEven(own.Full()))
	fmt.Println(c.Compare(true, math.NaN(), own.Full()-c.Bought(), nil))
	// Output:
	// own 29.67 euros, bought 33.00, the same at a price of 26.97
	// own
}

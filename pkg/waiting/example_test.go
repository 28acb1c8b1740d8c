package waiting_test

import (
	"fmt"

	"saavu/pkg/waiting"
)

// A health station's counts of two months give shares and people waiting without a model.
// One more doctor shortens the wait; by how much depends on how much of the working time
// goes to this calendar.
func Example() {
	law, _ := waiting.NewLaw(waiting.Counts{421, 79, 144, 87, 4}, 61)
	low, high := law.Sampling(14)
	people := law.Waiting()
	fmt.Printf("within 14 days: %.0f %% (%.0f-%.0f)\n", 100*law.Within(14), 100*low, 100*high)
	fmt.Printf("people waiting: %.0f (%.0f-%.0f)\n", people.Value, people.Low, people.High)

	quick := law.Quick().Value
	for _, more := range []float64{law.Week() / 9.99, waiting.Slots(0.88, 1150, 30)} {
		weeks := waiting.WeeksTo(law.Booked(quick), (1-quick)*law.Week(), -more, 14)
		fmt.Printf("%.1f visits a week more: 14 days after %.1f weeks, if the queue is stable today\n", more, weeks)
	}
	// Output:
	// within 14 days: 68 % (65-71)
	// people waiting: 161 (96-277)
	// 8.4 visits a week more: 14 days after 5.5 weeks, if the queue is stable today
	// 38.9 visits a week more: 14 days after 1.2 weeks, if the queue is stable today
}

package params_test

import (
	"fmt"

	"saavu/pkg/params"
)

// A tree holds parameters with their sources, a copy holds a changed value, and
// a reader remembers what a calculation depends on.
func ExampleReader() {
	tree, err := params.New([]params.Param{
		{Path: "rate.clinic.0-6", V: 2, Lo: 1, Hi: 3, Known: true, Unit: "contacts/person/year", Src: params.Source, Ref: "yearbook"},
		{Path: "rate.clinic.7+", V: 0.5, Lo: 0.5, Hi: 0.5, Known: true, Unit: "contacts/person/year", Ref: "a guess"},
		{Path: "rent", Unit: "EUR/m2/year"}, // unknown: read as 0, but recorded
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	changed, err := tree.With("rate.clinic.0-6", 4)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range []params.Tree{tree, changed} {
		r := params.NewReader(t)
		rate := r.ByAge("rate.clinic", 101)
		fmt.Println("at 6:", rate[6], "at 7:", rate[7], "rent:", r.Value("rent"))
		fmt.Println("depends on", r.Used(), "unknown", r.Unknown(), "missing:", r.Err())
	}
	// Output:
	// at 6: 2 at 7: 0.5 rent: 0
	// depends on [rate.clinic.0-6 rate.clinic.7+] unknown [rent] missing: <nil>
	// at 6: 4 at 7: 0.5 rent: 0
	// depends on [rate.clinic.0-6 rate.clinic.7+] unknown [rent] missing: <nil>
}

// A draw depends on seed, number and path alone: the same draw gives the same
// world, and a parameter without a range keeps its value. Of four draws each
// quarter of the probability holds one.
func ExampleTree_Draw() {
	tree, err := params.New([]params.Param{
		{Path: "rent", V: 5, Lo: 4, Hi: 6, Known: true, Unit: "EUR/m2/month"},
		{Path: "limit", V: 20, Lo: 20, Hi: 20, Known: true, Unit: "min"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	value := func(t params.Tree, path string) float64 { p, _ := t.Get(path); return p.V }
	below := 0
	for k := range 4 {
		a, b := tree.Draw(1, k, 4), tree.Draw(1, k, 4)
		rent := value(a, "rent")
		fmt.Println(rent == value(b, "rent"), rent > 4 && rent < 6, value(a, "limit"))
		if rent < 5 {
			below++
		}
	}
	fmt.Println(below, "of 4 are below the middle")
	// Output:
	// true true 20
	// true true 20
	// true true 20
	// true true 20
	// 2 of 4 are below the middle
}

package lang_test

import (
	"fmt"

	"saavu/pkg/lang"
)

// A service without a Swedish name is called by the Finnish one in a Swedish report;
// its short form, which it has in English alone, is its name elsewhere.
func ExampleName_Or() {
	name := lang.Name{En: "Doctor reception", Fi: "Lääkärin vastaanotto"}
	short := lang.Name{En: "Doctor"}
	for _, l := range lang.Languages() {
		fmt.Println(l, name.In(l), "|", short.Or(name).In(l))
	}
	// Output:
	// en Doctor reception | Doctor
	// fi Lääkärin vastaanotto | Lääkärin vastaanotto
	// sv Lääkärin vastaanotto | Lääkärin vastaanotto
}

package lang_test

import (
	"fmt"

	"saavu/pkg/lang"
)

// A service without a Swedish name has its Finnish name in a Swedish report.
// Its short form exists only in English, so other languages use the name.
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

package export

import (
	"flag"
	"math"

	"saavu/internal/scene"
	"saavu/pkg/params"
)

var update = flag.Bool("update", false, "write the golden files again")

// world30 is the drawn comparison with all that a folder has.
func world30() Set {
	s := Set{Result: scene.Compared(), Version: "test", Hashes: []string{"a1", "a2", "a3", "a4"}, Inputs: []Input{{"points.csv", "bb", 20}, {"county.yaml", "aa", 10}}}
	s.Params, _ = params.New([]params.Param{
		{Path: "travel.speed_kmh.walk", V: 4.5, Lo: 4, Hi: 5, Known: true, Unit: "km/h", Src: params.Assumption},
		{Path: "visit_rates.dental", Unit: "1/year", Src: params.Source, Ref: "not published"},
		{Path: "words", Text: "as today", V: math.NaN(), Known: true, Src: params.Document},
	})
	return s
}

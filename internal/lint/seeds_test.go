package lint

import "testing"

func TestSeeds(t *testing.T) {
	const text = `package a
import (
	"math/rand/v2"
	"pgregory.net/rapid"
)
func draw() { rapid.Check(nil, nil); rapid.Bool(); rapid.MakeFuzz(nil) }
func same() int { return rand.New(rand.NewPCG(1, 2)).IntN(6) }
func other() int { return rand.IntN(6) }
func local(rand *rand.Rand) int { return rand.IntN(6) }
`
	expect(t, Seeds(parse(t, "pkg/a/a_test.go", text)),
		"pkg/a/a_test.go:6: seeds: rapid.Check draws new values in every run: use property.Check",
		"pkg/a/a_test.go:6: seeds: rapid.MakeFuzz draws new values in every run: use property.Check",
		"pkg/a/a_test.go:8: seeds: rand.IntN draws without a seed: use rand.New(rand.NewPCG(1, 2))")
	expect(t, Seeds(parse(t, "pkg/a/a.go", text, "internal/property/a_test.go", text)))
	expect(t, Seeds(parse(t, "pkg/b/b_test.go", "package b\n\nimport \"math/rand\"\n\nvar x = rand.Int()\n")),
		"pkg/b/b_test.go:1: seeds: imports math/rand: use math/rand/v2 with rand.New(rand.NewPCG(1, 2))")
}

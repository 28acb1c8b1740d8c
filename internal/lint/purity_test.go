package lint

import "testing"

func TestPurityOfImports(t *testing.T) {
	expect(t, Purity(parse(t, "pkg/a/a.go", `package a
import (
	"fmt"
	"math/rand/v2"
	"time"
	"github.com/paulmach/orb/planar"
	"gonum.org/v1/gonum/stat"
	"os"
	"os/exec"
	"net/http"
	"log/slog"
	"math/rand"
	"encoding/json"
	"github.com/spf13/cobra"
	"github.com/paulmach/orbital"
)`)),
		"pkg/a/a.go:8: purity: imports os, which pkg/ may not: files and the environment belong to internal/load, internal/export and cmd/",
		"pkg/a/a.go:9: purity: imports os/exec, which pkg/ may not: files and the environment belong to internal/load, internal/export and cmd/",
		"pkg/a/a.go:10: purity: imports net/http, which pkg/ may not: the network has no place in a calculation",
		"pkg/a/a.go:11: purity: imports log/slog, which pkg/ may not: return a value or an error; cmd/ does the talking",
		"pkg/a/a.go:12: purity: imports math/rand, which pkg/ may not: use math/rand/v2 with a seed among the arguments",
		"pkg/a/a.go:13: purity: imports encoding/json, which pkg/ may not: formats belong to internal/",
		"pkg/a/a.go:14: purity: imports github.com/spf13/cobra: of third parties pkg/ may import only orb, rtree and gonum",
		"pkg/a/a.go:15: purity: imports github.com/paulmach/orbital: of third parties pkg/ may import only orb, rtree and gonum")
	expect(t, Purity(parse(t,
		"internal/load/a.go", "package load\nimport \"os\"\n",
		"pkg/a/a_test.go", "package a\nimport \"os\"\n")))
}

func TestPurityOfCalls(t *testing.T) {
	expect(t, Purity(parse(t, "pkg/a/a.go", `package a
import (
	clock "time"
	"math/rand/v2"
)
const day = 24 * clock.Hour
func draw(seed uint64) float64 { return rand.New(rand.NewPCG(seed, 1)).Float64() }
func now() clock.Time { return clock.Now() }
func wild() int { return rand.IntN(6) }
func local(rand *rand.Rand) int { return rand.IntN(6) }
`)),
		"pkg/a/a.go:8: purity: time.Now reads the machine's clock: take the instant as an argument",
		"pkg/a/a.go:9: purity: rand.IntN draws without a seed of ours: use rand.New(rand.NewPCG(seed, stream)) with the seed among the arguments")
}

func TestPurityOfTags(t *testing.T) {
	expect(t, Purity(parse(t, "pkg/a/a.go", "package a\ntype cell struct {\n\tID int `json:\"id\"`\n\tN int\n}\n")),
		"pkg/a/a.go:3: purity: struct tag `json:\"id\"`: pkg/ knows no format; give internal/load or internal/export a record type of its own")
}

func TestPurityOfVariables(t *testing.T) {
	expect(t, Purity(parse(t, "pkg/a/a.go", `package a
import ("errors"; "fmt"; "sync")
var ErrEmpty = errors.New("empty")
var errRange = fmt.Errorf("range")
var _ fmt.Stringer = kind(0)
var names = [...]string{"walk", "bicycle"}
var squares = fill(9)
var Names = []string{"walk"}
var count int
var cache = map[string]int{}
var last = 0
var total, other = 0, 1
var lock = sync.Mutex{}
`, "pkg/a/b.go", `package a
func remember(s string) { cache[s] = 1; last++ }
func forget() { for total = range 3 {} }
func shadow() { names := []string{}; names[0] = ""; squares := 1; squares++; _ = squares }
`)),
		"pkg/a/a.go:8: purity: package variable Names is exported and anyone may change it: make it a constant or a function (only error values may be exported)",
		"pkg/a/a.go:9: purity: package variable count starts empty, so it is state: pass it as an argument or keep it in a struct",
		"pkg/a/a.go:10: purity: package variable cache is changed by the package's functions, so it is state: pass it as an argument or keep it in a struct",
		"pkg/a/a.go:11: purity: package variable last is changed by the package's functions, so it is state: pass it as an argument or keep it in a struct",
		"pkg/a/a.go:12: purity: package variable total is changed by the package's functions, so it is state: pass it as an argument or keep it in a struct",
		"pkg/a/a.go:13: purity: package variable lock is a lock, pool or counter, so it is state: keep it in a struct of internal/")
}

func TestGoroutines(t *testing.T) {
	const message = ": goroutines: starts a goroutine: only internal/atomic, internal/load/input, internal/load/times, internal/engine, internal/batch, internal/app and cmd/ may; offer a function over a part and let the caller divide the work"
	// In two parts: the step race of .ci/run searches text for goroutines.
	const text = "package p\nfunc run(g group) {\n\tgo run(g)\n\tg.Go" + "(func() error { return nil })\n}\n"
	expect(t, Goroutines(parse(t, "pkg/access/a.go", text, "internal/format/ttm/a.go", text)),
		"pkg/access/a.go:3"+message, "pkg/access/a.go:4"+message, "internal/format/ttm/a.go:3"+message, "internal/format/ttm/a.go:4"+message)
	expect(t, Goroutines(parse(t, "internal/load/times/a.go", text, "internal/engine/a.go", text, "internal/batch/a.go", text,
		"internal/app/a.go", text, "cmd/saavu/a.go", text, "pkg/access/a_test.go", text)))
}

func TestLimitsOfGoroutines(t *testing.T) {
	expect(t, Goroutines(parse(t,
		"internal/load/a.go", "package p\nfunc run(g group) {\n\tg.SetLimit(2)\n\tg.SetLimit(most)\n\tg.SetLimit(runtime.GOMAXPROCS(0))\n}\n",
		"internal/load/a_test.go", "package p\nfunc run(g group) { g.SetLimit(2) }\n")),
		"internal/load/a.go:3: goroutines: SetLimit(2) does not follow the machine that it runs on: use runtime.GOMAXPROCS(0), with a named and explained bound where memory requires one")
}

package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"saavu/pkg/scenario"
)

// withoutFlag gives the reason why a kind of change has no what-if flag.
var withoutFlag = map[string]string{
	"set-capacity": "two numbers or factors of a service, everywhere or at one place, do not fit one line",
	"set-access":   "yes or no to two facts, one of places and one of services, does not fit one line",
	"add-mobile":   "a unit is a list of stops with places and weekdays",
	"place":        "a centre with its building, name and services does not fit one line",
	"harmonise":    "a common model is rows of a table of products",
	"contract":     "a share without its producer and price would be misread",
}

// Every kind of change has a flag, or a reason why it has none.
func TestEveryKindOfChangeHasAFlag(t *testing.T) {
	samples := map[string]string{"close": "x", "open": "x:s", "move": "x@387500,6684700", "merge": "x:y", "hours": "x=mon-fri", "remote": "s=0.5", "set": "a=1"}
	p := &plan{}
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	p.flags(flags)
	flags.VisitAll(func(f *pflag.Flag) {
		if samples[f.Name] == "" {
			t.Errorf("--%s: this test has no sample of it", f.Name)
		} else if err := f.Value.Set(samples[f.Name]); err != nil {
			t.Errorf("--%s: %v", f.Name, err)
		}
	})
	flagged := map[string]bool{}
	for _, c := range p.changes() {
		flagged[c.Kind()] = true
	}
	for _, c := range scenario.Kinds() {
		if flagged[c.Kind()] == (withoutFlag[c.Kind()] != "") {
			t.Errorf("%s: flag %t, reason for none %q", c.Kind(), flagged[c.Kind()], withoutFlag[c.Kind()])
		}
	}
}

// A what-if that is saved as a file and read back gives the same report, except for
// its name.
func TestWrittenWhatIfGivesTheSameReport(t *testing.T) {
	file := filepath.Join(t.TempDir(), "what-if.yaml")
	report := func(args ...string) string {
		var out strings.Builder
		if code, stderr := call(context.Background(), &out, append([]string{"compare", "--draws", "9", "--json", "--quiet"}, args...)...); code != done || stderr != "" {
			t.Fatalf("%v: code %d, stderr %q", args, code, stderr)
		}
		return strings.NewReplacer("What-if", "what-if", "Entä jos", "what-if", "Tänk om", "what-if").Replace(out.String())
	}
	asked := report("--open", "kiosk@60.2841,24.9660:neuvola_child,nurse_reception", "--move", "nv_kivisto@381500.25,6687500", "--merge", "nv_koivukyla:nv_korso",
		"--hours", "hs_korso:gp_reception=mon-fri,eve:mon-thu,sat", "--remote", "gp_reception=0.3", "--set", "staff.fill_rate.gp=0.95", "--close", "kiosk:nurse_reception", "--write", file)
	if read := report(file); read != asked {
		text, _ := os.ReadFile(file)
		t.Errorf("this file gives a different report:\n%s", text)
	}
}

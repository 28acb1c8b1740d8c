package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"saavu/pkg/access"
	"saavu/pkg/equity"
)

// ofMeasures lists the measures that read a flag, for flags that only some measures
// read.
var ofMeasures = map[string][]string{
	"step": {"interval"}, "mean": {"interval"}, "n": {"closest-n"}, "units": {"closest-n"}, "kind": {"constrained"},
	"alpha": {"spatial-availability"}, "size": {"v2sfca"}, "base-people": {"v2sfca"}, "base-ratio": {"v2sfca"},
	"tau": {"raam"}, "rho": {"raam"}, "gap": {"raam"},
}

// readers lists the measures that read a flag, or nil if all do or the flag does not
// belong to a measure.
func readers(flag string) []string {
	var needs []access.Need
	switch flag {
	case "decay":
		needs = []access.Need{access.NeedDecay}
	case "cutoff":
		needs = []access.Need{access.NeedCutoffs, access.NeedInterval}
	default:
		return ofMeasures[flag]
	}
	var out []string
	for _, m := range access.Measures() {
		if slices.ContainsFunc(m.Needs, func(n access.Need) bool { return slices.Contains(needs, n) }) {
			out = append(out, m.Name)
		}
	}
	return out
}

// unused refuses flags that the measure does not read: a plan would rest on a number
// that has no effect.
func (m *measuring) unused(cmd *cobra.Command) error {
	var fault error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		list := readers(f.Name)
		perFacility := m.request.PerFacility && (f.Name == "decay" || f.Name == "cutoff")
		// With several services together, the time to the nearest has cutoffs too.
		bundle := f.Name == "cutoff" && cmd.Flags().Lookup("against") != nil && cmd.Flags().Changed("service")
		if fault == nil && list != nil && !perFacility && !bundle && access.Find(m.request.Measure) != nil && !slices.Contains(list, m.request.Measure) {
			fault = usage("it applies to "+strings.Join(list, ", "), "--%s is not read by --measure %s", f.Name, m.request.Measure)
		}
	})
	if fault != nil || !cmd.Flags().Changed("line") || m.request.PerFacility {
		return fault
	}
	var lines []string
	for _, f := range equity.Figures() {
		if f.Line {
			lines = append(lines, f.Name)
		}
	}
	if !slices.ContainsFunc(m.equity, func(name string) bool { return slices.Contains(lines, name) }) {
		return usage("add --equity with one of "+strings.Join(lines, ", "), "--line applies to the poverty figures")
	}
	return nil
}

// withoutMeasure refuses the flags of a measure if no measure is given.
func withoutMeasure(cmd *cobra.Command) error {
	var fault error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if fault == nil && (readers(f.Name) != nil || slices.Contains([]string{"ratio", "equity", "line"}, f.Name)) {
			fault = usage("add --measure NAME", "--%s applies to an accessibility measure", f.Name)
		}
	})
	return fault
}

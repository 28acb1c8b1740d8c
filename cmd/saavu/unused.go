package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"saavu/pkg/access"
	"saavu/pkg/equity"
)

// ofMeasures are the flags that only some measures read, by the measures.
var ofMeasures = map[string][]string{
	"step": {"interval"}, "mean": {"interval"}, "n": {"closest-n"}, "units": {"closest-n"}, "kind": {"constrained"},
	"alpha": {"spatial-availability"}, "size": {"v2sfca"}, "base-people": {"v2sfca"}, "base-ratio": {"v2sfca"},
	"tau": {"raam"}, "rho": {"raam"}, "gap": {"raam"},
}

// readers lists the measures that read a flag; nil where all do, or it is no flag
// of a measure.
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

// unused refuses flags that the measure asked for does not read: a plan would rest
// on a number that changed nothing.
func (m *measuring) unused(cmd *cobra.Command) error {
	var fault error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		list := readers(f.Name)
		sides := m.request.Sides && (f.Name == "decay" || f.Name == "cutoff")
		// Of several services together also the time to the nearest has cutoffs.
		bundle := f.Name == "cutoff" && cmd.Flags().Lookup("against") != nil && cmd.Flags().Changed("service")
		if fault == nil && list != nil && !sides && !bundle && access.Find(m.request.Measure) != nil && !slices.Contains(list, m.request.Measure) {
			fault = usage("it is of "+strings.Join(list, ", "), "--%s is not read by --measure %s", f.Name, m.request.Measure)
		}
	})
	if fault != nil || !cmd.Flags().Changed("line") || m.request.Sides {
		return fault
	}
	var lines []string
	for _, f := range equity.Figures() {
		if f.Line {
			lines = append(lines, f.Name)
		}
	}
	if !slices.ContainsFunc(m.equity, func(name string) bool { return slices.Contains(lines, name) }) {
		return usage("add --equity with one of "+strings.Join(lines, ", "), "--line is of the poverty figures")
	}
	return nil
}

// withoutMeasure refuses the flags of a measure where none is asked for.
func withoutMeasure(cmd *cobra.Command) error {
	var fault error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if fault == nil && (readers(f.Name) != nil || slices.Contains([]string{"ratio", "equity", "line"}, f.Name)) {
			fault = usage("add --measure NAME", "--%s is of a measure of access", f.Name)
		}
	})
	return fault
}

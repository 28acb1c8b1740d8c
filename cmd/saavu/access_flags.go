package main

import (
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/pkg/access"
)

// measureFlags are the flags of a measure, of access and of compare.
func (m *measuring) measureFlags(cmd *cobra.Command) {
	f, q := cmd.Flags(), &m.request
	f.StringVar(&q.Measure, "measure", "", "`NAME` of the measure")
	_ = cmd.RegisterFlagCompletionFunc("measure", cobra.FixedCompletions(app.MeasureNames(), cobra.ShellCompDirectiveNoFileComp))
	f.StringVar(&m.decay, "decay", "", "`DECAY`: how weight falls with time")
	f.StringArrayVar(&m.cutoffs, "cutoff", nil, "`TIME` within which places count; repeated for several, FROM..TO for interval")
	f.StringVar(&m.boundary, "boundary", "within", "a time equal to a cutoff of choices, cumulative or interval is within it, or is not: below, as in R5")
	_ = cmd.RegisterFlagCompletionFunc("boundary", cobra.FixedCompletions([]string{"within", "below"}, cobra.ShellCompDirectiveNoFileComp))
	f.StringVar(&m.step, "step", "1m", "`TIME` between the cutoffs of an interval")
	f.BoolVar(&q.Choice.Mean, "mean", false, "mean of an interval instead of its median")
	amountFlag(cmd, &m.num, "n", 1, aboveZero, "`N` of closest-n: facilities, or units of supply with --units")
	f.BoolVar(&q.Choice.Units, "units", false, "closest-n counts units of supply")
	f.StringVar(&q.Choice.Kind, "kind", "", "of constrained: "+strings.Join(access.Kinds(), ", "))
	_ = cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(access.Kinds(), cobra.ShellCompDirectiveNoFileComp))
	amountFlag(cmd, &m.alpha, "alpha", 1, fromZero, "exponent of people of spatial-availability")
	f.StringArrayVar(&m.sizes, "size", nil, "`TIME` that a catchment of v2sfca may reach; repeated, rising")
	amountFlag(cmd, &m.basePeople, "base-people", 0, fromZero, "people that a catchment of v2sfca must hold")
	amountFlag(cmd, &m.baseRatio, "base-ratio", 0, fromZero, "supply per person that a cell's catchment of v2sfca must hold")
	f.StringVar(&m.tau, "tau", "60m", "`TIME` that weighs as much as an average crowd in raam")
	amountFlag(cmd, &m.rho, "rho", 0, fromZero, "people per unit of supply that are an average crowd in raam; 0: as there are")
	amountFlag(cmd, &m.gap, "gap", access.DefaultRAAM().Gap, aboveZero, "relative gap at which raam ends")
	f.StringVar(&m.zeroSupply, "zero-supply", "leave", "facilities without supply, of 3sfca and bfca: leave them out, or keep them among those that people are shared out to")
	_ = cmd.RegisterFlagCompletionFunc("zero-supply", cobra.FixedCompletions([]string{"leave", "keep"}, cobra.ShellCompDirectiveNoFileComp))
	f.BoolVar(&q.Choice.Ratio, "ratio", false, "divide by the mean over people (spatial access ratio)")
	f.StringSliceVar(&m.equity, "equity", nil, "figures over people: "+strings.Join(app.EquityNames(), ", "))
	amountFlag(cmd, &q.Line, "line", 0, fromZero, "line of the poverty figures, in the measure's unit")
}

func (m *measuring) tableFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&m.matrix, "matrix", "", "`FILE` of times: bare tables instead of a county")
	f.StringVar(&m.columns, "columns", "from_id,to_id,travel_time", "columns of the matrix")
	f.StringVar(&m.unit, "unit", "minutes", "of the times: minutes or seconds")
	f.StringVar(&m.id, "id", "id", "`COLUMN` of ids in the other tables")
	f.StringVar(&m.demand, "demand", "", "`FILE:COLUMN` of people by cell")
	f.StringVar(&m.supply, "supply", "", "`FILE:COLUMN` of supply by facility; of a county: points, fte or rooms")
	f.StringSliceVar(&m.missing, "missing", nil, "`MARK,…` that stand for no time, beside NA, NaN, Inf, NULL, -, -1, -9999 and the like")
	f.StringSliceVar(&m.keepTotal, "keep-total", nil, "`ID,…` of cells or facilities, although they are named or add up like a total")
	f.StringVar(&m.income, "income", "", "`FILE:COLUMN` by which people are ranked")
	for i, name := range []string{"demand", "supply", "income"} {
		f.StringVar(&m.ids[i], name+"-id", "", "`COLUMN` of ids in the table of --"+name+", where it is not that of --id")
	}
}

func (m *measuring) countyFlags(cmd *cobra.Command) {
	q := &m.request
	countyFlags(cmd, &q.Source)
	f := cmd.Flags()
	f.StringVar(&q.Service, "service", "", "service by `ID` or name, a bundle or all: several together have nearest, closest-n and choices; the first one without it")
	_ = cmd.RegisterFlagCompletionFunc("service", names(func(n *app.Names) []string { return n.Services }))
	f.StringVar(&q.Group, "group", "", "`AGES` of the people: 0-6, 75+, all; those of the service without it")
	f.StringArrayVar(&q.Modes, "mode", nil, "`MODE`: walk, bike, pt or car, with _rush or _midday and _p85 for a percentile; repeated for the fastest of several; walk and pt without it")
	_ = cmd.RegisterFlagCompletionFunc("mode", names(func(n *app.Names) []string { return n.Modes }))
	f.BoolVar(&q.Own, "own-modes", false, "of 2sfca: people with a car at hand travel by it where it is faster; figures for those with and without")
	f.StringArrayVar(&q.Options, "option", nil, "`OPTION` whose network is measured: an id, a name or a file; today's without it")
	_ = cmd.RegisterFlagCompletionFunc("option", names(func(n *app.Names) []string { return n.Options }))
	f.StringVar(&q.Against, "against", "", "`OPTION` that --option is compared with: an id, a name, a file, or today")
	_ = cmd.RegisterFlagCompletionFunc("against", names(func(n *app.Names) []string { return append([]string{app.Today}, n.Options...) }))
	amountFlag(cmd, &q.Lose, "lose", 0, fromZero, "with --against: the loss or gain, in the measure's unit, above which people count")
	f.StringVar(&q.By, "by", "", "`PARTITION`: area, or another division of the county's cells, to show")
	_ = cmd.RegisterFlagCompletionFunc("by", names(func(n *app.Names) []string { return n.Divided }))
}

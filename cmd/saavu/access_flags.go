package main

import (
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/pkg/access"
)

// measureFlags adds the flags of a measure to access and compare.
func (m *measuring) measureFlags(cmd *cobra.Command) {
	f, q := cmd.Flags(), &m.request
	f.StringVar(&q.Measure, "measure", "", "`NAME` of the accessibility measure")
	_ = cmd.RegisterFlagCompletionFunc("measure", cobra.FixedCompletions(app.MeasureNames(), cobra.ShellCompDirectiveNoFileComp))
	f.StringVar(&m.decay, "decay", "", "`DECAY`: how the weight of an opportunity falls with travel time")
	f.StringArrayVar(&m.cutoffs, "cutoff", nil, "`TIME` threshold within which opportunities count; may be repeated; FROM..TO for interval")
	f.StringVar(&m.boundary, "boundary", "within", "choices, cumulative and interval: whether a time equal to the cutoff counts: `within|below` (below: it does not, as in R5)")
	_ = cmd.RegisterFlagCompletionFunc("boundary", cobra.FixedCompletions([]string{"within", "below"}, cobra.ShellCompDirectiveNoFileComp))
	f.StringVar(&m.step, "step", "1m", "`TIME` between the cutoffs of interval")
	f.BoolVar(&q.Choice.Mean, "mean", false, "interval: the mean instead of the median")
	amountFlag(cmd, &m.num, "n", 1, aboveZero, "closest-n: the number `N` of facilities, or of units of supply with --units")
	f.BoolVar(&q.Choice.Units, "units", false, "closest-n: count units of supply")
	f.StringVar(&q.Choice.Kind, "kind", "", "constrained: `"+strings.Join(access.Kinds(), "|")+"`, the totals that the flows keep")
	_ = cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(access.Kinds(), cobra.ShellCompDirectiveNoFileComp))
	amountFlag(cmd, &m.alpha, "alpha", 1, fromZero, "spatial-availability: exponent `A` of the people")
	f.StringArrayVar(&m.sizes, "size", nil, "v2sfca: `TIME` of a catchment size; repeated, in rising order")
	amountFlag(cmd, &m.basePeople, "base-people", 0, fromZero, "v2sfca: number `N` of people that a facility's catchment must have")
	amountFlag(cmd, &m.baseRatio, "base-ratio", 0, fromZero, "v2sfca: supply per person `R` that a cell's catchment must have")
	f.StringVar(&m.tau, "tau", "60m", "raam: travel `TIME` that weighs as much as average crowding")
	amountFlag(cmd, &m.rho, "rho", 0, fromZero, "raam: people `N` per unit of supply at average crowding; 0: computed from the data")
	amountFlag(cmd, &m.gap, "gap", access.DefaultRAAM().Gap, aboveZero, "raam: relative gap `G` at which the iteration ends")
	f.StringVar(&m.zeroSupply, "zero-supply", "leave", "3sfca and bfca: what facilities without supply do, `leave|keep`: they are left out, or attract people")
	_ = cmd.RegisterFlagCompletionFunc("zero-supply", cobra.FixedCompletions([]string{"leave", "keep"}, cobra.ShellCompDirectiveNoFileComp))
	f.BoolVar(&q.Choice.Ratio, "ratio", false, "divide values by the mean over people (spatial access ratio)")
	f.StringSliceVar(&m.equity, "equity", nil, "equity indices `NAMES`, separated by commas: "+strings.Join(app.EquityNames(), ", "))
	amountFlag(cmd, &q.Line, "line", 0, fromZero, "line `Z` of the poverty indices, in the measure's unit")
}

func (m *measuring) tableFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&m.matrix, "matrix", "", "travel time matrix `FILE`: bare tables instead of a county")
	f.StringVar(&m.columns, "columns", "from_id,to_id,travel_time", "`COLUMNS` of the matrix: origin, destination, time")
	f.StringVar(&m.unit, "unit", "minutes", "unit of the times: `minutes|seconds`")
	f.StringVar(&m.id, "id", "id", "`COLUMN` of ids in the other tables")
	f.StringVar(&m.demand, "demand", "", "`FILE:COLUMN` of people by cell")
	f.StringVar(&m.supply, "supply", "", "`FILE:COLUMN` of supply by facility; for a county: points, fte or rooms")
	f.StringSliceVar(&m.missing, "missing", nil, "`MARKS` of missing times, separated by commas, in addition to NA, NaN, Inf, NULL, -, -1, -9999 and the like")
	f.StringSliceVar(&m.keepTotal, "keep-total", nil, "`IDS` of cells or facilities that look like a total and are none, separated by commas")
	f.StringVar(&m.income, "income", "", "`FILE:COLUMN` of income, by which people are ranked")
	for i, name := range []string{"demand", "supply", "income"} {
		f.StringVar(&m.ids[i], name+"-id", "", "`COLUMN` of ids in the table of --"+name+", if it is not the one of --id")
	}
}

func (m *measuring) countyFlags(cmd *cobra.Command) {
	q := &m.request
	countyFlags(cmd, &q.Source)
	f := cmd.Flags()
	f.StringVar(&q.Service, "service", "", "service by `ID` or name, a bundle or all (default: the first service); several together allow nearest, closest-n and choices")
	_ = cmd.RegisterFlagCompletionFunc("service", names(func(n *app.Names) []string { return n.Services }))
	f.StringVar(&q.Group, "group", "", "`AGES` of the people: 0-6, 75+, all (default: the service's target group)")
	f.StringArrayVar(&q.Modes, "mode", nil, "`MODE`: walk, bike, pt or car, with _rush or _midday and _p85 for a percentile; repeated for the fastest of several (default: walk and pt)")
	_ = cmd.RegisterFlagCompletionFunc("mode", names(func(n *app.Names) []string { return n.Modes }))
	f.BoolVar(&q.Own, "own-modes", false, "2sfca: people with a car use it where it is faster; figures for people with and without a car")
	f.StringArrayVar(&q.Options, "option", nil, "`OPTION` whose network is measured: an id, a name or a file (default: today)")
	_ = cmd.RegisterFlagCompletionFunc("option", names(func(n *app.Names) []string { return n.Options }))
	f.StringVar(&q.Against, "against", "", "`OPTION` that --option is compared with: an id, a name, a file, or today")
	_ = cmd.RegisterFlagCompletionFunc("against", names(func(n *app.Names) []string { return append([]string{app.Today}, n.Options...) }))
	amountFlag(cmd, &q.Lose, "lose", 0, fromZero, "with --against: count people who lose or gain more than `X`, in the measure's unit")
	f.StringVar(&q.By, "by", "", "also show areas of this `PARTITION`: area, or another division of the county's cells")
	_ = cmd.RegisterFlagCompletionFunc("by", names(func(n *app.Names) []string { return n.Divided }))
}

package main

import (
	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// conditions holds the flags of how people travel, choose and grow: settings that a county
// has, too.
type conditions struct {
	period, assignment, path string
	cycling                  bool
}

// flags adds the flags.
func (c *conditions) flags(cmd *cobra.Command) {
	wordFlag(cmd, &c.period, "period", "", "time of day of the travel times (default: the county's)", "rush", "midday")
	cmd.Flags().BoolVar(&c.cycling, "cycling", false, "people without a car may also cycle")
	wordFlag(cmd, &c.assignment, "assignment", "", "how people use service points: all the nearest one, or each a choice among several (default: the county's)", "nearest", "choice")
	wordFlag(cmd, &c.path, "path", "", "where a year's population comes from: the counts of the grid or the count of the planning documents (default: the county's)", "observed", "documents")
}

// fill puts the flags that were given into a request.
func (c *conditions) fill(cmd *cobra.Command, q *app.Request) {
	if period, ok := travel.ParsePeriod(c.period); ok && c.period != "" {
		q.Period = &period
	}
	if cmd.Flags().Changed("cycling") {
		q.Cycling = &c.cycling
	}
	if path, ok := population.ParsePath(c.path); ok {
		q.Path = &path
	}
	if c.assignment != "" {
		choice := c.assignment == "choice"
		q.Choice = &choice
	}
}

// settingFlags are the flags of the settings of a comparison.
func (c *comparison) settingFlags(cmd *cobra.Command) {
	q := &c.request
	wordFlag(cmd, &q.Frame, "frame", "staff", "what is the same in all options: staff or budget", "staff", "budget")
	c.conditions.flags(cmd)
	wholeFlag(cmd, &q.Draws, "draws", 200, "`N` random draws of the parameters, for the ranges; 0 to 1000, 0 for no ranges")
	wholeFlag(cmd, &q.Networks, "networks", 0, "`N` random draws of travel times, and of places whose coordinates are not exact, for the ranges of who gets there; 0 to 200, 20 are enough for a report")
	wholeFlag(cmd, &q.Seed, "seed", 1, "seed `N` of the draws")
}

// Limits keep a typing error from filling the memory: for the embedded county a draw
// keeps about half a megabyte, a network about ten.
const maxDraws, maxNetworks = 1000, 200

// enoughDraws is the number of draws below which the 5th and the 95th percentile are
// those of the one or two outermost draws.
const enoughDraws = 20

// settings fills the request from the flags of the settings.
func (c *comparison) settings(cmd *cobra.Command) error {
	q := &c.request
	switch {
	case q.Draws < 0 || q.Draws > maxDraws:
		return usage("200 by default", "--draws %d: expected 0 to %d", q.Draws, maxDraws)
	case q.Networks < 0 || q.Networks > maxNetworks:
		return usage("0 by default", "--networks %d: expected 0 to %d", q.Networks, maxNetworks)
	}
	c.conditions.fill(cmd, q)
	return nil
}

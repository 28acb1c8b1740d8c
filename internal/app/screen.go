package app

import (
	"slices"

	"saavu/internal/board"
	"saavu/internal/engine"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// onScreen keeps the options that the first screen shows, and what these are compared
// with. It returns the others as that screen names them: those of other screens, and
// those that nothing is compared with. Changes of the others are still checked.
func onScreen(p *engine.Prepared, options []scenario.Option) (shown []scenario.Option, elsewhere, alone []report.Option, err error) {
	if _, err := p.Check(options); err != nil {
		return nil, nil, nil, err
	}
	all := report.Report{}
	if all.Options, err = p.Related(options); err != nil {
		return nil, nil, nil, err
	}
	screens := board.Screens(&all)
	keep := make([]bool, len(options))
	keep[0] = true // what today costs is its cost
	for _, k := range append(slices.Clone(screens[0].Options), screens[0].Ref) {
		for ; k >= 0 && !keep[k]; k = all.Options[k].Against {
			keep[k] = true
		}
	}
	for k := range options {
		if keep[k] {
			shown = append(shown, options[k])
		}
	}
	for _, s := range screens[1:] {
		for _, k := range s.Options {
			elsewhere = append(elsewhere, all.Options[k])
		}
	}
	for _, k := range board.Without(&all, screens) {
		alone = append(alone, all.Options[k])
	}
	return shown, elsewhere, alone, nil
}

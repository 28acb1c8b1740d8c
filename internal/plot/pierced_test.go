package plot

import (
	"slices"
	"testing"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// In grey print one class of a change differs from others by more than its lightness: no longer in
// time or, where no limit is known, longer. The legend of that service lists it.
func TestGreyPrintHasASecondCue(t *testing.T) {
	a := &Album{Result: &board.Result{}, W: words.In(lang.English)}
	a.Report.Services = []report.Service{{LimitMin: report.Exact(20)}, {}}
	for service, want := range []string{board.ChangeNames(a.W)[board.NotInTime], board.ChangeNames(a.W)[board.Longer]} {
		var got []string
		for _, item := range a.ChangeItems(service) {
			if item.Pierced {
				got = append(got, item.Text)
			}
		}
		if !slices.Equal(got, []string{want}) {
			t.Errorf("service %d: %q has holes, expected %q", service, got, want)
		}
	}
}

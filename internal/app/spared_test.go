package app_test

import (
	"math"
	"path/filepath"
	"testing"
)

// A common model that asks for fewer contacts leaves fewer undone: the change of the visits
// is that of what is left undone, not of what is given.
func TestACommonModelSparesContacts(t *testing.T) {
	q := request("today", filepath.Join("..", "..", "scenarios", "products", "common-model.yaml"))
	q.County, q.Draws = filepath.Join("..", "..", "scenarios", "products", "county.yaml"), 20
	r := answered(t, q)
	rows := r.Services[serviceAt(t, r, "neuvola_child")].Rows
	undone := func(k int) float64 { return rows[k].Need.V - rows[k].Visits.V }
	if change := undone(0) - undone(1); change <= 0 || math.Abs(rows[1].VisitsChange.V-change) > 1e-6 {
		t.Errorf("%v fewer undone of a need of %v, then %v; the change is %v", change, rows[0].Need.V, rows[1].Need.V, rows[1].VisitsChange)
	}
	if c := rows[1].VisitsChange; !(c.Lo <= c.V && c.V <= c.Hi) {
		t.Errorf("%v", c)
	}
}

package kept

import (
	"reflect"
	"testing"

	"saavu/internal/load/input"
	"saavu/pkg/report"
)

// A store keeps the facts of a note, so that every language has its words, and a text as
// it is.
func TestStoredNotes(t *testing.T) {
	of := report.NewMessage("data.times_rush", "of", report.NewMessage("mode.transit"))
	for _, note := range []report.Message{
		report.AsRead(`grid.csv: "a" is read as {"b"}`),
		report.NewMessage("data.ageless", "file", "grid.csv"),
		report.NewMessage("data.lack_worst", "of", of, "n", 0, "all", 12345, "most", 3, "median", 1, "list", []string{"14 (3)", "11 (2)"}),
		report.NewMessage("data.homeless", "file", "grid.csv", "people", input.Whole(37192), "where", report.NewMessage("data.row", "row", "7")),
		report.NewMessage("data.forecast_hidden", "name", "drawn", "list", []report.Message{report.NewMessage("data.rows_of", "area", "Länsi", "n", 1, "all", 2)}),
		report.NewMessage("data.forecast_ages", "name", "", "n", 2, "column", "age", "list", report.NewMessage("some", "list", []string{"unknown"}, "more", 1)),
	} {
		if got := noteOf(storedNote(note)); !reflect.DeepEqual(got, note) {
			t.Errorf("%+v became %+v", note, got)
		}
	}
}

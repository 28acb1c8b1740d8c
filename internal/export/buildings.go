package export

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"strings"

	"saavu/internal/export/contract"
	"saavu/internal/format/table"
	"saavu/pkg/report"
)

// wholeBuilding is the room_type of the row of a building.
const wholeBuilding = "all"

// buildings writes buildings.csv: for each option and building a row of the whole, and one
// for each type of its rooms. Unknown values are empty, and so are those of the whole in
// the rows of types.
func buildings(w io.Writer, r *report.Report) error {
	c := csv.NewWriter(w)
	if err := c.Write([]string{"option", "year", "building", "name", "kind", "in_use", "room_type", "shared", "services", "rooms", "room_hours", "used_hours", "use",
		"visits", "m2", "visits_per_m2", "county_eur", "eur_per_room_hour", "eur_per_used_hour", "outside_eur", "rooms_needed", "whole_rooms_needed", "rooms_free", "free_m2",
		"free_eur", "binds", "near", "barrier_free", "condition", "synthetic", "county", "demonstration"}); err != nil {
		return err
	}
	for i := range r.Buildings {
		b := &r.Buildings[i]
		row := func(room, shared, services string, x *report.RoomUse, whole [7]float64) error {
			fields := []string{table.Guard(b.Option), strconv.Itoa(b.Year), table.Guard(b.ID), table.Guard(b.Names.Every(b.ID).En), b.Kind, yesNo(b.InUse), room, shared, services,
				contract.Decimal(x.Rooms), contract.Decimal(x.Available), contract.Decimal(x.Used), contract.Decimal(x.Use())}
			for _, v := range whole {
				fields = append(fields, contract.Decimal(v))
			}
			fields = append(fields, contract.Decimal(x.Needed), contract.Decimal(x.Whole), contract.Decimal(x.Free), contract.Decimal(x.FreeM2), contract.Decimal(x.FreeEUR), x.Bind, strings.Join(b.Near, "+"),
				contract.KnownWord(b.BarrierFree), table.Guard(b.Condition), strconv.FormatBool(r.Synthetic), table.Guard(r.County), strconv.FormatBool(r.Demo))
			return c.Write(fields)
		}
		all := b.All()
		if err := row(wholeBuilding, "", ids(b.Services), &all, [7]float64{b.Visits, b.M2, b.VisitsPerM2(), b.EUR, b.EURPerAvailable(), b.EURPerUsed(), b.Lent}); err != nil {
			return err
		}
		for k := range b.Rooms {
			x, nan := &b.Rooms[k], math.NaN()
			if err := row(x.Type, yesNo(x.Shared), ids(x.Services), x, [7]float64{nan, nan, nan, nan, nan, nan, nan}); err != nil {
				return err
			}
		}
	}
	c.Flush()
	return c.Error()
}

func yesNo(v bool) string {
	if v {
		return "yes"
	}
	return "no"
}

func ids(list []report.NamedID) string {
	return strings.Join(contract.Each(list, func(v *report.NamedID) string { return v.ID }), "+")
}

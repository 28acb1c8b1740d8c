package export

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"strings"

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
				decimal(x.Rooms), decimal(x.Available), decimal(x.Used), decimal(x.Use())}
			for _, v := range whole {
				fields = append(fields, decimal(v))
			}
			fields = append(fields, decimal(x.Needed), decimal(x.Whole), decimal(x.Free), decimal(x.FreeM2), decimal(x.FreeEUR), x.Bind, strings.Join(b.Near, "+"),
				knownWord(b.BarrierFree), table.Guard(b.Condition), strconv.FormatBool(r.Synthetic), table.Guard(r.County), strconv.FormatBool(r.Demo))
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
	return strings.Join(each(list, func(v *report.NamedID) string { return v.ID }), "+")
}

// buildingYear is a building in an option.
type buildingYear struct {
	Option      string    `json:"option"`
	Year        int       `json:"year"`
	ID          string    `json:"building"`
	Names       names     `json:"names"`
	Kind        string    `json:"kind" jsonschema:"enum=owned,enum=leased,enum=partner,enum=barrack"`
	InUse       bool      `json:"in_use" jsonschema_description:"some facility of the county in it is open"`
	Services    []string  `json:"services" jsonschema_description:"that have rooms there"`
	Near        []string  `json:"near" jsonschema_description:"station, mall, library or school; empty if unknown"`
	BarrierFree string    `json:"barrier_free" jsonschema:"enum=yes,enum=no,enum=unknown"`
	Condition   string    `json:"condition,omitempty" jsonschema_description:"in the county's own words"`
	Binds       string    `json:"binds,omitempty" jsonschema_description:"what keeps most contacts out: staff, rooms or none"`
	Visits      *number   `json:"visits,omitempty" jsonschema_description:"contacts in person given there in a year; left out if positions are unknown"`
	M2          *number   `json:"m2,omitempty"`
	PerM2       *number   `json:"visits_per_m2,omitempty"`
	EUR         number    `json:"county_eur" jsonschema_description:"rent and running cost a year, with rooms kept empty and given back"`
	PerHour     *number   `json:"eur_per_room_hour,omitempty"`
	PerUsed     *number   `json:"eur_per_used_hour,omitempty"`
	Outside     number    `json:"outside_eur" jsonschema_description:"that others pay for its rooms in a year"`
	Rooms       []roomUse `json:"rooms" jsonschema_description:"by type"`
}

type roomUse struct {
	Type     string   `json:"type"`
	Shared   bool     `json:"shared" jsonschema_description:"its services share them"`
	Services []string `json:"services"`
	Rooms    number   `json:"rooms"`
	Hours    number   `json:"room_hours" jsonschema_description:"rooms x hours a year that a room is open"`
	Used     *number  `json:"used_hours,omitempty" jsonschema_description:"of the contacts given; left out if positions are unknown"`
	Use      *number  `json:"use,omitempty" jsonschema_description:"used hours / room hours"`
	Needed   *number  `json:"rooms_needed,omitempty" jsonschema_description:"used hours / (hours of a room x share that it can be in use)"`
	Whole    *number  `json:"whole_rooms_needed,omitempty"`
	Free     *number  `json:"rooms_free,omitempty"`
	FreeM2   *number  `json:"free_m2,omitempty"`
	FreeEUR  *number  `json:"free_eur,omitempty" jsonschema_description:"rent a year of these; left out where no part can be given back"`
	Binds    string   `json:"binds,omitempty"`
}

func buildingOf(b *report.Building) buildingYear {
	id := func(v *report.NamedID) string { return v.ID }
	return buildingYear{Option: b.Option, Year: b.Year, ID: b.ID, Names: names(b.Names.Every(b.ID)), Kind: b.Kind, InUse: b.InUse, Services: each(b.Services, id),
		Near: each(b.Near, func(s *string) string { return *s }), BarrierFree: knownWord(b.BarrierFree), Condition: b.Condition, Binds: b.Bind, Visits: ifFinite(b.Visits), M2: ifFinite(b.M2),
		PerM2: ifFinite(b.VisitsPerM2()), EUR: number(b.EUR), PerHour: ifFinite(b.EURPerAvailable()), PerUsed: ifFinite(b.EURPerUsed()), Outside: number(b.Lent),
		Rooms: each(b.Rooms, func(r *report.RoomUse) roomUse {
			return roomUse{r.Type, r.Shared, each(r.Services, id), number(r.Rooms), number(r.Available), ifFinite(r.Used), ifFinite(r.Use()), ifFinite(r.Needed), ifFinite(r.Whole),
				ifFinite(r.Free), ifFinite(r.FreeM2), ifFinite(r.FreeEUR), r.Bind}
		})}
}

// rangeIfKnown is the value of a range; nil if it is unknown.
func rangeIfKnown(r report.Range) *number {
	if !r.Known {
		return nil
	}
	return ifFinite(r.V)
}

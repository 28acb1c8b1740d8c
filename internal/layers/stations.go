package layers

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// station is a point of a service in an option with its year.
type station struct {
	*report.PointLoad
	option, service string // their ids
	at              orb.Point
}

// stationColumns have titles and descriptions, because a map reader sees nothing else.
var stationColumns = []pointColumn[station]{
	{gpkg.Column{Name: "option", Type: gpkg.Text, Title: "Option"}, func(x *station) any { return x.option }},
	{gpkg.Column{Name: "service", Type: gpkg.Text, Title: "Service"}, func(x *station) any { return x.service }},
	{gpkg.Column{Name: "id", Type: gpkg.Text, Title: "Facility id"}, func(x *station) any { return x.Facility }},
	{gpkg.Column{Name: "name", Type: gpkg.Text, Title: "Name"}, func(x *station) any { return x.Names.Every(x.Facility).En }},
	{gpkg.Column{Name: "channel", Type: gpkg.Text, Title: "Channel", Description: "on_site or mobile"}, func(x *station) any { return x.Channel }},
	{gpkg.Column{Name: "unit", Type: gpkg.Text, Title: "Mobile unit", Description: "NULL for a place that is no stop"}, func(x *station) any { return known(x.Unit, x.Unit != "") }},
	{gpkg.Column{Name: "load", Type: gpkg.Real, Title: "Contacts a year wanted", Description: "in person; NULL if unknown"}, func(x *station) any { return finite(x.Load) }},
	{gpkg.Column{Name: "capacity", Type: gpkg.Real, Title: "Contacts a year that can be given", Description: "NULL if unknown, or if nothing limits it"},
		func(x *station) any { return finite(x.Capacity) }},
	{gpkg.Column{Name: "seen", Type: gpkg.Real, Title: "Contacts a year given"}, func(x *station) any { return finite(x.Seen) }},
	{gpkg.Column{Name: "bind", Type: gpkg.Text, Title: "What limits its capacity", Description: "staff, rooms, vehicle or none; NULL if unknown"},
		func(x *station) any { return known(x.Bind, x.Bind != "") }},
	{gpkg.Column{Name: "positions", Type: gpkg.Real, Title: "Positions of the profession that sees the client"}, func(x *station) any { return finite(x.Positions) }},
	{gpkg.Column{Name: "rooms", Type: gpkg.Real, Title: "Rooms"}, func(x *station) any { return finite(x.Rooms) }},
	{gpkg.Column{Name: "more_position", Type: gpkg.Real, Title: "Contacts a year more in the service with one position more here"},
		func(x *station) any { return finite(x.More.Position) }},
	{gpkg.Column{Name: "more_room_hour", Type: gpkg.Real, Title: "Contacts a year more in the service with one room hour a week more here"},
		func(x *station) any { return finite(x.More.RoomHour) }},
	{gpkg.Column{Name: "more_unit_day", Type: gpkg.Real, Title: "Contacts a year more in the service with one vehicle day a week more here"},
		func(x *station) any { return finite(x.More.UnitDay) }},
}

// finite is a number, NULL if it is not finite.
func finite(v float64) any { return known(v, v-v == 0) }

// stationLayer has every point of every service and option that has a place.
func (s *Maps) stationLayer() gpkg.Layer {
	var rows []station
	for k := range s.Report.Options {
		facilities := s.Counties[k].Network.Facilities
		for v := range s.Report.Services {
			loads := s.Report.Services[v].Rows[k].Loads
			for i := range loads {
				f := slices.IndexFunc(facilities, func(f network.Facility) bool { return f.ID == loads[i].Facility })
				if f < 0 || !drawable(&facilities[f]) {
					continue
				}
				rows = append(rows, station{&loads[i], s.Report.Options[k].ID, s.Report.Services[v].ID, facilities[f].At})
			}
		}
	}
	return pointLayer(gpkg.Layer{
		Name: "stations", Title: strings.Join(append([]string{"Stations, load and capacity"}, board.World(english, &s.Report)...), " · "),
		Description: "Each service at each place and stop of all options: what is wanted, can be given and is given in a year; filter by option and service",
	}, stationColumns, rows, func(x *station) orb.Point { return x.at })
}

package layers

import (
	"slices"

	"github.com/paulmach/orb"

	"saavu/internal/format/gpkg"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// station is a point of a service in an option with its year.
type station struct {
	*report.PointLoad
	service string // its id
	at      orb.Point
}

// stationColumns are the columns of a layer of stations.
var stationColumns = []plainColumn[station]{
	{"service", gpkg.Text, func(x *station) any { return x.service }},
	{"id", gpkg.Text, func(x *station) any { return x.Facility }},
	{"name", gpkg.Text, nil},
	{"channel", gpkg.Text, func(x *station) any { return x.Channel }},
	{"unit", gpkg.Text, func(x *station) any { return known(x.Unit, x.Unit != "") }},
	{"load", gpkg.Real, func(x *station) any { return finite(x.Load) }},
	{"capacity", gpkg.Real, func(x *station) any { return finite(x.Capacity) }},
	{"seen", gpkg.Real, func(x *station) any { return finite(x.Seen) }},
	{"share", gpkg.Real, func(x *station) any {
		if !(x.Load > 0) {
			return nil
		}
		return finite(x.Seen / x.Load)
	}},
	{"bind", gpkg.Text, func(x *station) any { return known(x.Bind, x.Bind != "") }},
	{"positions", gpkg.Real, func(x *station) any { return finite(x.Positions) }},
	{"rooms", gpkg.Real, func(x *station) any { return finite(x.Rooms) }},
	{"more_position", gpkg.Real, func(x *station) any { return finite(x.More.Position) }},
	{"more_room_hour", gpkg.Real, func(x *station) any { return finite(x.More.RoomHour) }},
	{"more_unit_day", gpkg.Real, func(x *station) any { return finite(x.More.UnitDay) }},
}

// finite is a number, NULL if it is not finite.
func finite(v float64) any { return known(Snapped(v), v-v == 0) }

// stationLayer has every point of every service of an option that has a place.
func (f *file) stationLayer(option int) gpkg.Layer {
	var rows []station
	facilities := f.Counties[option].Network.Facilities
	for v := range f.Report.Services {
		loads := f.Report.Services[v].Rows[option].Loads
		for i := range loads {
			at := slices.IndexFunc(facilities, func(x network.Facility) bool { return x.ID == loads[i].Facility })
			if at < 0 || !drawable(&facilities[at]) {
				continue
			}
			rows = append(rows, station{&loads[i], f.Report.Services[v].ID, facilities[at].At})
		}
	}
	var list []rowColumn[station]
	for _, c := range stationColumns {
		if c.name == "name" {
			c.value = func(x *station) any { return f.w.Name(x.Names.Every(x.Facility)) }
		}
		list = append(list, c.titled(f.w.Term("station", c.name), meant("station_means", c.name, f.w.Term("station_means", c.name))))
	}
	return rowsLayer(gpkg.Layer{
		Name: "stations_" + Plain(f.Report.Options[option].ID), Title: f.titled(f.w.Text("layer.stations"), f.option(option)),
		Description: f.w.Text("layer.years"), Geometry: gpkg.Point,
	}, list, rows, func(x *station) orb.Geometry { return x.at })
}

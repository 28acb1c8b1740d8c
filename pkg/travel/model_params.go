package travel

// ModelFrom makes the synthetic Router's model out of parameters, whose value
// get gives by path, and the stations and lines of a county. Every line runs at
// travel.rail_speed_kmh; the caller's lines are left as they are. A parameter
// that get does not know should be 0 there, which Validate refuses where it
// matters.
//
// travel.overhead_min.pt is the ways to and from the stops and the slack of a
// trip by bus; the Router adds half a headway to each bus. The real matrix of
// 2018 for the same city needs about 21 minutes and 4.9 a kilometre of straight
// distance at rush hour, this model 16.5 and 3.7: it still flatters the bus.
func ModelFrom(get func(path string) float64, stations []Station, lines []Line) Model {
	way := func(speed, rest string) Way {
		return Way{SpeedKmh: get("travel.speed_kmh." + speed), OverheadMin: get("travel.overhead_min." + rest),
			Detour: get("travel.detour_factor." + rest)}
	}
	m := Model{
		Walk: way("walk", "walk"), Bike: way("bike", "bike"), Bus: way("pt_in_vehicle", "pt"), Car: way("car", "car"),
		WalkMaxMetres: get("travel.walk_max_m"), BikeMaxMetres: get("travel.bike_max_m"),
		AccessMaxMetres: get("travel.access_walk_max_m"),
		BusHeadwayRush:  get("travel.bus_headway_min.rush"), BusHeadwayMidday: get("travel.bus_headway_min.midday"),
		ChangeMin: get("travel.change_min"),
		Stations:  stations, Lines: append([]Line(nil), lines...),
	}
	for i := range m.Lines {
		m.Lines[i].SpeedKmh = get("travel.rail_speed_kmh")
	}
	return m
}

package travel

// ModelFrom makes the synthetic Router's model from parameters, which get looks
// up by path, and from the stations and lines of a county. Every line runs at
// travel.rail_speed_kmh; the caller's lines are not changed. For a parameter
// that get does not know, get should return 0, which Validate rejects where it
// matters.
//
// travel.overhead_min.pt covers the ways to and from the stops and the slack of
// a bus trip; the Router adds half a headway for each bus. The real matrix of
// 2018 for the same city needs about 21 minutes and 4.9 per kilometre of
// straight distance at rush hour, this model 16.5 and 3.7, so it still
// underestimates bus times.
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

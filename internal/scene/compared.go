package scene

import (
	"math"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// Around is a range with its half.
func Around(v, half float64) report.Range {
	return report.Range{V: v, Lo: v - half, Hi: v + half, Known: true}
}

// Compared is a county of 30 cells, three options and two services. The cells are in
// six columns and five rows; the western half is Korso, the eastern Kivistö. Cell 0
// is outside the county, cell 1 has nobody, cell 2 has 6 people.
func Compared() board.Result {
	ids, centres := make([]int64, 30), make([]orb.Point, 30)
	for i := range ids {
		ids[i] = int64(5_000_000 + i)
		centres[i] = orb.Point{390_125 + 250*float64(i%6), 6_690_125 + 250*float64(i/6)}
	}
	g := population.NewGrid(ids, centres, 250)
	g.Areas = []population.Area{{ID: "korso", Name: "Korso", Municipality: "Vantaa"}, {ID: "kivisto", Name: "Kivistö", Municipality: "Vantaa"}}
	g.Areas[1].Shape = orb.MultiPolygon{{{{390_750, 6_690_000}, {391_500, 6_690_000}, {391_500, 6_691_250}, {390_750, 6_691_250}, {390_750, 6_690_000}}}}
	g.Synthetic, g.Year = true, 2026
	for i := range ids {
		g.Area[i] = int32(i % 6 / 3)
		g.Spread(i, 0, 99, 100)
	}
	g.Area[0] = -1
	for a := range population.Ages {
		g.People[1*population.Ages+a] = 0
		g.People[2*population.Ages+a] *= 0.06
	}
	g.Estimated[5] = 12.5
	s := board.Result{Grid: g, Report: ComparedReport()}
	for k := range s.Report.Options {
		s.Surfaces = append(s.Surfaces, comparedSurface(g, s.Report.Options[k], k))
		s.Counties = append(s.Counties, &scenario.Base{Grid: g, Network: comparedNetwork(k), Year: 2026})
	}
	return s
}

// comparedSurface: minutes rise by 6 per column; the second option adds 8, and its last
// column reaches nothing.
func comparedSurface(g *population.Grid, o report.Option, k int) report.Surface {
	s := report.Surface{Option: o.ID}
	for _, service := range []string{"neuvola", "dental"} {
		n := g.Cells()
		l := report.Layer{Service: service, Minutes: make([]int32, n), Own: make([]int32, n), Nearest: make([]int32, n),
			Diff: make([]int32, n), Target: g.Sum(population.Group{From: 0, To: 6}), There: make([]float64, n), Gain: make([]float64, n),
			Lose: make([]float64, n), LoseLast: make([]float64, n), FewerDays: make([]float64, n)}
		for i := range n {
			l.Minutes[i], l.Own[i], l.Nearest[i], l.Diff[i], l.There[i] = int32(5+6*(i%6)), 4, 0, 0, l.Target[i]
			if k == 0 {
				l.Diff[i] = report.NoDifference
			}
			if k == 1 {
				l.Minutes[i] += 8
				l.Diff[i] = 8
				if i%6 == 5 {
					l.Minutes[i], l.Nearest[i], l.Diff[i], l.Lose[i], l.LoseLast[i] = -1, -1, report.NoDifference, l.Target[i], l.Target[i]/2
				}
			}
		}
		l.Minutes[0], l.Own[0], l.Nearest[0], l.Diff[0] = -2, -2, -1, report.NoDifference
		s.Layers = append(s.Layers, l)
	}
	return s
}

// comparedNetwork has four facilities; the last option has a stop of a mobile unit too.
func comparedNetwork(k int) *network.Network {
	n := &network.Network{
		Services: []network.Service{{ID: "neuvola"}, {ID: "dental"}},
		Facilities: []network.Facility{
			{ID: "nv_korso", Name: "Korson neuvola", Type: "neuvola", At: orb.Point{390_200, 6_690_400}, Class: network.ClassC, Status: network.Open, Column: 0, Snap: 41,
				BarrierFree: network.Yes, Languages: "fi, sv", FloorM2: 850.5},
			{ID: "nv_asema", Name: "Asema <ja> tori", Type: "neuvola", At: orb.Point{391_000, 6_690_900}, Class: network.ClassB, Status: network.Open, Column: 1, BarrierFree: network.No},
			{ID: "hs_a", Name: "Kivistö", Type: "health_station", At: orb.Point{391_300, 6_690_200}, Class: network.ClassA, Status: network.Closed, Column: -1, Demo: true},
			{ID: "nowhere", Name: "No place", Class: network.ClassNone, Status: network.Planned, Column: -1},
		},
		Units: []network.Unit{{ID: "bus"}},
	}
	for f := range 2 {
		for v := range 2 {
			n.Points = append(n.Points, network.ServicePoint{Facility: f, Service: v, Channel: network.OnSite, Unit: -1})
		}
	}
	if k == 2 {
		n.Points = append(n.Points, network.ServicePoint{Facility: 1, Service: 0, Channel: network.Mobile, Unit: 0})
	}
	return n
}

// ComparedReport is the report of Compared, with a value of each kind that a file has.
func ComparedReport() report.Report {
	r := report.Report{
		County: "drawn", Name: "Drawn county", Synthetic: true, Demo: true, Year: 2026, Frame: "staff", Period: "weekday rush hour", Path: "observed", Draws: 200, Networks: 20, Seed: 7,
		Options: []report.Option{
			{ID: "today", Name: "Today 2026", Names: lang.Name{En: "Today 2026", Fi: "Nykytila 2026", Sv: "Nuläge 2026"}, Short: lang.Same("2026"), Year: 2026, Against: -1, Breaches: []report.Breach{
				{Rule: "one family centre per area", Severity: report.OwnRule, Source: "plan 2025", Verdict: "inherited"},
				{Rule: "equal language", Names: lang.Name{En: "equal language", Fi: "kielten tasa-arvo", Sv: "lika språk"}, Severity: report.Law, Verdict: "not checked"}}},
			{ID: "centralised", Name: "Centralised network", Year: 2026, Against: 0, Steps: []report.Step{{Kind: "close", Fields: []report.Fact{{Name: "facility", Value: "nv_korso"}}}, {Kind: "open", Fields: []report.Fact{{Name: "facility", Value: "nv_asema"}, {Name: "services", Value: []string{"neuvola"}}, {Name: "hours", Value: []report.Fact{{Name: "days_per_week", Value: 4.0}}}}}},
				Listed: lang.Same("it is the most that can be centralised"),
				Movers: []report.Mover{
					{Source: report.Source{Path: "travel.speed_kmh.walk", Lo: 4, Hi: 5}, What: "gets there", Swing: 0.031, Unit: "share"},
					{Source: report.Source{Path: "staff.hourly.phn"}, What: "county cost", Swing: 420_000, Unit: "€/year"}},
				Breaches: []report.Breach{{Rule: "neuvola in Martinlaakso", Severity: report.Law, Source: "health care act 15 §", Verdict: "breach", Detail: report.NewMessage("rule_closed", "list", []string{"Martinlaakso"}),
					Services: []report.ServiceVerdict{{Service: "neuvola", Verdict: "breach", Detail: report.NewMessage("rule_closed", "list", []string{"Martinlaakso"})}}}}},
			{ID: "local-2030", Name: "Local 2030 +4 sites", Year: 2030, Against: 0, Best: true, Breaches: []report.Breach{
				{Rule: "x", Severity: report.Law, Verdict: "ok"},
				{Rule: "one family centre per area", Severity: report.OwnRule, Source: "plan 2025", Verdict: "inherited"}}},
		},
		Checks: []report.Check{
			{What: "Child clinic contacts, Vantaa", Model: 101_000, Known: 100_000, Unit: "contacts/year", Source: "annual report 2024", Ratio: 1.01},
			{What: "Share of Tikkurila", Names: lang.Name{En: "Share of Tikkurila", Fi: "Tikkurilan osuus", Sv: "Dickursbys andel"}, Model: 0.31, Known: 0.242, Unit: "share of contacts", Source: "annual report 2024", Ratio: 1.28, Off: true}},
		Used: []report.Assumption{
			{Path: "a.small", V: 1, Unit: "min", Flag: "source", Weight: 0.1},
			{Path: "premises.rent_eur_m2_month", Names: lang.Name{En: "rent", Fi: "vuokra", Sv: "hyra"}, V: 22, Lo: 17, Hi: 30, Ranged: true, Unit: "EUR/m2/month", Flag: "assumption", Weight: 1.5},
			{Path: "travel.threshold_min.local", V: 20, Lo: 15, Hi: 25, Ranged: true, Unit: "min", Flag: "assumption", Weight: 50},
			{Path: "travel.speed_kmh.walk", V: 4.5, Lo: 4, Hi: 5, Ranged: true, Unit: "km/h", Flag: "assumption", Ref: "walking speed of an adult on a pavement, from the journey planner's own setting", Weight: 3}},
		Unknown: []string{"visit_rates.dental"},
		Notes:   []report.Message{report.NewMessage("note_barriers", "n", 3, "all", 25)}, Reading: []report.Message{report.AsRead("37 people sit in one cell in the sea")},
		Sources: []report.DataSource{
			{Title: lang.Same("Population grid"), Attribution: lang.Name{En: "City of Drawn", Fi: "Piirretty kaupunki", Sv: "Ritad stad"}, Licence: "CC BY 4.0", URL: "https://example.org/grid?a=1&b=2",
				Date: "2025-12-31", UsedBy: []string{"population", "areas.table"}, Files: []string{"{data}/grid.gpkg", "areas.csv"}},
			{Attribution: lang.Same("[click](javascript:alert(1)) *of* \u202e\u202c <b>us</b>"), UsedBy: []string{"background.water.1", "background.water.2", "background.roads"}, Files: []string{"lakes.shp", "sea.shp", "roads.shp"}},
			{UsedBy: []string{"travel.sources.1"}, Files: []string{"{data}/times/ttm"}}},
		Scores: []report.Score{
			{Option: "today", Service: "neuvola", Measure: "gets_there", Group: "0-6", Value: 0.71, Lo: 0.67, Hi: 0.75, Unit: "share", People: 23_700.000000000004},
			{Option: "today", Service: "neuvola", Measure: "worst_tenth", Area: "kivisto, itä", Value: math.Inf(1), Lo: math.NaN(), Hi: math.NaN(), Unit: "min", People: 0.5}},
	}
	for i, id := range []string{"neuvola", "dental"} {
		r.Services = append(r.Services, report.Service{ID: id, Name: []string{"Maternity and child clinic, child", "Oral treatment"}[i],
			Names: lang.Name{En: []string{"Maternity and child clinic, child", "Oral treatment"}[i], Fi: []string{"Neuvola", "Suun hoito"}[i], Sv: []string{"Rådgivning", "Munhälsa"}[i]}, Short: lang.Name{En: "C", Fi: "N", Sv: "R"}, Bundle: id, Tier: "local",
			Group: population.Group{From: 0, To: 6}, People: 23_740, Hidden: population.Estimate{People: 22_400, Estimated: 1_800, Low: 20_600, High: 25_300}, LimitMin: Around(20, 5), Rows: comparedRows()})
	}
	for k := range r.Options {
		row := r.Services[0].Rows[k]
		r.Network = append(r.Network, report.NetworkRow{Points: 12 + k, Facilities: 3, County: row.County, CountyNow: Around(1e5*float64(k), 5e4), Homes: row.Homes, OneOff: 1.25e6 * float64(k),
			MinServed: report.Exact(0.86), MinServedService: "Oral treatment", Lines: []report.Line{{Kind: "staff", Payer: "county", Money: row.County, From: 2028}},
			Payers: []report.Payer{{Name: "county", Money: row.County}, {Name: "residents", Money: row.Homes}, {Name: "state and Kela"}}})
	}
	r.Network[1].Trades = []report.Trade{{What: report.TradedPositions, Service: lang.Same("Care"), Profession: "nurse", Positions: 2.5}}
	r.Network[2].Trades = []report.Trade{{What: report.TradedPositions, Service: lang.Same("Care"), Sold: true, Profession: "nurse", Positions: 9}}
	r.Network[2].BudgetGap, r.Network[2].Unbalanced = -620_000, true
	r.Options[2].Levers = comparedLevers()
	return r
}

// comparedLevers has a lever of each kind of figure, one that cannot be applied alone, and
// rounding errors that are no effect.
func comparedLevers() []report.Lever {
	of := func(name string, there, served, county, homes float64) report.Lever {
		return report.Lever{Name: name, Known: true, County: county, Homes: homes, Services: []report.LeverEffect{
			{Service: "neuvola", There: there, Served: served}, {Service: "dental", There: -there / 100, Served: math.NaN()}}}
	}
	return []report.Lever{of("places", 1940, -0.042, 4.4e5, -2e5), of("mobile units", 1e-9, 0.0004, 2e4, 0),
		{Name: "contracts", Why: "no provider"}, of("interaction", -40, 0.3, 0, 0)}
}

// comparedRows are the rows of a service, one an option.
func comparedRows() []report.Row {
	areas := []report.Area{{ID: "korso", Name: "Korso", People: 1500, GetsThere: report.Exact(0.8), Gain: 1800, Lose: 30, Identified: true},
		{ID: "kivisto", Name: "Kivistö", Names: lang.Same("Kivistö"), People: 1500, GetsThere: report.Exact(0.43), Lose: 3300}}
	common := report.Row{Points: 8, People: 23_740, GetsThere: Around(0.71, 0.04), OwnModes: Around(0.93, 0.02), Tighter: 0.6, Looser: 0.82, There: Around(16_900, 900),
		Beyond: Around(6_850, 900), WorstArea: "Kivistö-Aviapolis", WorstShare: Around(0.43, 0.05), WorstTenth: math.Inf(1), Median: 14, Mean: 15,
		SlowestTenth: 31.2, Slot: Around(0.64, 0.03), Need: Around(101_000, 9000), Served: Around(0.96, 0.02), Visits: Around(97_000, 9000), VisitsChange: report.Exact(0), ServedSame: report.Exact(0.71),
		AnyChannel: report.Range{V: 0.75, Lo: 0.71, Hi: 0.78, Known: true}, Remote: Around(0.046, 0), Forgone: report.Exact(0), Bottleneck: "staff",
		Areas: areas, Groups: []report.GroupRow{{Name: "Swedish", People: 700, Cells: 12, GetsThere: report.Exact(0.6)}}}
	today, central, local := common, common, common
	today.Gain, today.Lose = report.Range{}, report.Range{}
	today.County, today.Homes = report.Exact(0), report.Exact(0)
	central.Points, central.GetsThere = 4, Around(0.57, 0.05)
	central.Gain, central.Lose, central.LoseLast = Around(40, 60), Around(3400, 400), 25
	central.County, central.From, central.Homes, central.OneOff = Around(-6e5, 2e5), 2028, Around(3e5, 1e5), 1.25e6
	central.Served, central.Visits, central.VisitsChange = Around(0.905, 0.02), Around(91_500, 8000), Around(-5500, 900)
	central.Worth = report.WorthOf(report.Counts{There: Around(-3400, 400), Lose: central.Lose, Visits: central.VisitsChange, County: central.County, Homes: central.Homes})
	local.Points, local.People, local.GetsThere = 12, 25_300, Around(1, 0)
	local.Gain, local.Lose = Around(1900, 300), report.Exact(0)
	local.County, local.Homes = Around(5e5, 2e5), Around(-2e5, 1e5)
	local.Worth = report.WorthOf(report.Counts{There: local.Gain, Lose: local.Lose, Visits: local.VisitsChange, County: local.County, Homes: local.Homes})
	local.Best = true
	local.Movers = []report.Mover{
		{Source: report.Source{Path: "travel.threshold_min.local", Lo: 15, Hi: 25}, What: "gets there", Swing: 0.504, Unit: "share"},
		{Source: report.Source{Path: "premises.rent_eur_m2_month", Lo: 17, Hi: 30}, What: "county cost", Swing: 157_248, Unit: "EUR/year"},
		{Source: report.Source{Path: "need.distance_elasticity", Lo: 0, Hi: 0.1}, What: "can be served", Swing: 0.0064, Unit: "share"}}
	local.Forgone = report.Range{}
	local.Groups = append(local.Groups, report.GroupRow{Name: "age 0-6", People: 20_000, Cells: 27, GetsThere: report.Exact(1), Identified: true},
		report.GroupRow{Name: "mobility-limited", People: 600, Cells: 20, GetsThere: report.Exact(0.88), Identified: true})
	local.WorstGroup, local.BestGroup, local.GroupGap = "mobility-limited", "age 0-6", report.Exact(0.12)
	local.NextBest, local.NextPrice = "Today 2026", 263.16
	return []report.Row{today, central, local}
}

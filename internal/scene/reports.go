package scene

import (
	"fmt"
	"math"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// WideReport has the largest figures and the longest names that are possible.
func WideReport() report.Report {
	r := ComparedReport()
	for k := range r.Options {
		r.Options[k].Name = fmt.Sprintf("Hyvin pitkän nimen saanut vaihtoehto äöå %d", k)
		r.Options[k].Breaches = []report.Breach{{Rule: "a", Severity: report.OwnRule, Verdict: "inherited", Detail: report.NewMessage("rule_closed", "list", []string{"Länsi-Vantaan-perhekeskus-joka-ei-mahdu-yhdelle-riville-koska-sen-nimi-on-pidempi-kuin-sata-merkkiä-äö"})}}
		for v := range r.Services {
			row := &r.Services[v].Rows[k]
			row.Points, row.WorstArea, row.WorstShare = 134, "Keski-Uudenmaan itäinen suuralue", report.Exact(1)
			row.Gain, row.Lose = Around(102_000, 9000), Around(233_400, 9000)
			row.County, row.Homes, row.GetsThere = Around(-12.4e6, 10.2e6), Around(-22.3e6, 5e6), Around(0.87, 0.11)
			row.ServedSame, row.Served = report.Exact(1), report.Exact(1)
			row.Worth = report.Worth{Verdict: report.Stated, County: -12.4e6, Visits: -123_456}
		}
		if k == 2 {
			r.Options[k].Levers = nil
			for _, name := range []string{"places", "capacity and hours", "mobile units", "remote contacts", "contracts", "parameters", "interaction"} {
				r.Options[k].Levers = append(r.Options[k].Levers, report.Lever{Name: name, Known: true, County: -112.4e6, Homes: 102e6, Services: []report.LeverEffect{
					{Service: "neuvola", There: -233_400, Served: -1}, {Service: "dental", There: 102_000, Served: 0.5}}})
			}
		}
		r.Network[k].MinServedService = "Maternity and child clinic, a very long name of a service indeed"
		r.Network[k].Payers = append(r.Network[k].Payers, report.Payer{Name: "the municipality of the client", Money: Around(-12.4e6, 10e6)})
	}
	return r
}

// Seven has seven options of a year next to today: more than one block holds. One
// gains and loses, one does neither, one breaks law, of one the euros are not known.
func Seven() report.Report {
	r := ComparedReport()
	r.Today.Known = 55.6e6
	central, local := r.Options[1], r.Options[2]
	local.Year, local.Against, local.ID, local.Name = 2026, 0, "local", "Local"
	later := r.Options[2]
	r.Options = []report.Option{r.Options[0], central, local}
	net := []report.NetworkRow{r.Network[0], r.Network[1], r.Network[2]}
	for v := range r.Services {
		rows := r.Services[v].Rows[:3:3]
		both, none, unknown := rows[2], rows[0], rows[2]
		both.Gain, both.Lose, both.LoseLast = report.Exact(1234), Around(12_345, 4000), 96
		none.Gain, none.Lose = report.Exact(0), report.Exact(0)
		unknown.Served, unknown.VisitsChange, unknown.Gain, unknown.Lose = report.Range{}, report.Range{}, report.Exact(3), report.Exact(0)
		r.Services[v].Rows = append(rows, both, none, unknown, rows[1], rows[2], rows[2])
		r.Services[v].Rows[2].Served, r.Services[v].Rows[2].VisitsChange = report.Exact(0.93), report.Exact(-3030)
		r.Services[v].Rows[0].Movers = rows[2].Movers
	}
	for k, name := range []string{"Both of them", "Etäpalvelut", "Unknown", "Monituottaja", "Extra"} {
		o := local
		o.ID, o.Name, o.Levers = fmt.Sprint("o", k), name, nil
		r.Options, net = append(r.Options, o), append(net, r.Network[2])
	}
	net[5].County = report.Range{}
	net[3].Homes, net[4].County = report.Range{V: -30_000, Lo: -42_000, Hi: -18_000, Known: true}, report.Exact(4_000)
	r.Options, r.Network = append(r.Options, later), append(net, r.Network[2])
	r.Options[2].Steps = []report.Step{{Kind: "add-mobile", Fields: []report.Fact{{Name: "kind", Value: "care_bus"}, {Name: "schools", Value: true},
		{Name: "stops", Value: [][]report.Fact{{{Name: "facility", Value: "stop_a"}}, {{Name: "facility", Value: "stop_b"}}}}},
		Places: []report.Site{{ID: "stop_a", Name: "Asema", Names: lang.Same("Asema")}}}}
	return r
}

// Single is the option that flags make next to today: one service changes.
func Single() report.Report {
	r := ComparedReport()
	r.Options, r.Network = r.Options[:2], r.Network[:2]
	r.Options[1].ID, r.Options[1].Name = "what-if", "What-if"
	for v := range r.Services {
		r.Services[v].Rows = r.Services[v].Rows[:2]
	}
	r.Services[1].Rows[1] = r.Services[1].Rows[0]
	r.Services[1].Rows[1].Gain, r.Services[1].Rows[1].Lose = report.Exact(0), report.Exact(0)
	r.Services[0].Rows[0].Movers = ComparedReport().Services[0].Rows[2].Movers
	return r
}

// HousedReport is an option with a building of two types of rooms, and one that is not in use.
func HousedReport() report.Report {
	nan := math.NaN()
	care, teeth := report.NamedID{ID: "care", Names: lang.Name{En: "Care"}}, report.NamedID{ID: "teeth", Names: lang.Name{En: "Teeth"}}
	return report.Report{County: "=county", Path: "observed", Synthetic: true, Options: []report.Option{{ID: "today", Against: -1, Near: report.Exact(0.25)}}, Buildings: []report.Building{
		{Option: "today", Year: 2026, ID: "house", Names: lang.Name{En: "-House"}, Kind: "leased", Condition: "=poor", BarrierFree: network.No, Near: []string{"station", "mall"}, InUse: true,
			Described: true, M2: 400, Services: []report.NamedID{care, teeth}, Visits: 12000, EUR: 165600, Lent: 7500, Bind: "rooms",
			Rooms: []report.RoomUse{{Type: "reception", Services: []report.NamedID{care}, Shared: true, Rooms: 8, Available: 14000, Used: 10000, Needed: 7.5, Whole: 8, Bind: "none"},
				{Type: "dental", Services: []report.NamedID{teeth}, Rooms: 2, Available: 2000, Used: 1000, Needed: 0.5, Whole: 1, Free: 1, FreeM2: 28, FreeEUR: nan, Bind: "rooms"}}},
		{Option: "today", Year: 2026, ID: "old", Kind: "owned"},
	}}
}

package words

// serviceTexts are texts of the screen of one service.
var serviceTexts = texts{
	"service.today":          {"Today", "Nyt", "I dag:"},
	"service.there":          {"{name} {share} % get there within {minutes} minutes without a car ({own} % with the car they have)", "{name} {share} % tavoittaa palvelun {minutes} minuutissa ilman autoa ({own} % omalla autolla, jos sellainen on)", "{name} {share} % når tjänsten på {minutes} minuter utan bil ({own} % med egen bil om sådan finns)"},
	"service.fewest":         {"; fewest in {area}, {share} %", "; vähiten: {area}, {share} %", "; lägst: {area}, {share} %"},
	"service.nobody":         {"{name} it is not known how many get there.", "{name} ei tiedetä, kuinka moni tavoittaa palvelun.", "{name} det är inte känt hur många som når tjänsten."},
	"service.visits":         {"Staff and rooms are enough for {share} % of {visits} visits a year.", "Henkilöstö ja tilat riittävät {share} %:iin vuoden {visits} käynnistä.", "Personal och lokaler räcker till {share} % av {visits} besök per år."},
	"service.visits_unknown": {"It is not known how many of {visits} visits a year staff and rooms are enough for.", "Ei tiedetä, kuinka moneen vuoden {visits} käynnistä henkilöstö ja tilat riittävät.", "Det är inte känt hur många av {visits} besök per år personal och lokaler räcker till."},

	"service.head_there":  {"Get there in time\n%", "Tavoittaa ajassa\n%", "Når i tid\n%"},
	"service.head_range":  {"\nrange", "\nväli", "\nintervall"},
	"service.head_gain":   {"Gain", "Saa", "Får"},
	"service.head_lose":   {"Lose", "Menettää", "Förlorar"},
	"service.head_own":    {"By own\nmeans", "Omin\nneuvoin", "Egna\nmedel"},
	"service.head_visits": {"Visits\n%", "Käynnit\n%", "Besök\n%"},
	"service.head_county": {"County\nM€", "Hv-alue\nmilj. €", "Området\nmn €"},
	"service.head_homes":  {"Residents\nM€", "Asukkaat\nmilj. €", "Invånare\nmn €"},
	"service.alike":       {"the same as {option} in this service: {options}", "tässä palvelussa samat luvut kuin vaihtoehdolla {option}: {options}", "samma siffror i denna tjänst som {option}: {options}"},
	"service.unchanged":   {"unchanged here: {options}", "ei muutosta tässä palvelussa: {options}", "oförändrat här: {options}"},

	"service.areas":             {"BY AREA", "ALUEITTAIN", "PER OMRÅDE"},
	"service.areas_sub":         {"% who get there today · people who gain ▲ or lose ▼", "% tavoittaa nyt · ▲ saa ▼ menettää", "% som når i dag · ▲ får ▼ förlorar"},
	"service.areas_still":       {"no change in: {list}", "ei muutosta: {list}", "ingen ändring: {list}"},
	"service.stations":          {"STATIONS TODAY", "PALVELUPISTEET NYT", "SERVICESTÄLLEN I DAG"},
	"service.stations_sub":      {"visits a year: wanted, can be given · ━ given ╌ left undone", "kysyntä käyntiä/v · resurssit riittävät · ━ toteutuu ╌ jää", "besök per år: efterfrågan, kan ges · ━ ges ╌ ogjorda"},
	"service.stations_both":     {"STATIONS", "PALVELUPISTEET", "SERVICESTÄLLEN"},
	"service.stations_both_sub": {"visits a year: wanted, can be given · {before}, then {after} · ━ given ╌ left undone", "kysyntä käyntiä/v, resurssit riittävät · {before}, sitten {after} · ━ toteutuu ╌ jää", "besök per år: efterfrågan, kan ges · {before}, sedan {after} · ━ ges ╌ ogjorda"},
	"service.closed":            {"closed", "suljettu", "stängt"},
	"service.new":               {"new", "uusi", "nytt"},
	"service.no_limit":          {"no limit", "ei rajaa", "ingen gräns"},
	"service.ranged":            {"Range = low to high over the parameters that have one (5–95 %, {draws} draws).", "Väli = matala–korkea niillä parametreilla, joilla se on (5–95 %, {draws} arvontaa).", "Intervall = lågt–högt för de parametrar som har ett (5–95 %, {draws} dragningar)."},
	"service.moved":             {"Moves it most, {what}: {parameter} ({range}).", "Eniten vaikuttaa, {what}: {parameter} ({range}).", "Påverkar mest, {what}: {parameter} ({range})."},
	"service.also":              {"Other services that change: {services}.", "Muut palvelut, jotka muuttuvat: {services}.", "Andra tjänster som ändras: {services}."},
	"service.more":              {"More · all services: without --service · all figures: --detail · maps and tables: --out-dir DIR", "Lisää · kaikki palvelut: ilman --service · kaikki luvut: --detail · kartat ja taulukot: --out-dir DIR", "Mer · alla tjänster: utan --service · alla tal: --detail · kartor och tabeller: --out-dir DIR"},

	"cause.other-producer":      {"another producer", "toinen tuottaja", "annan producent"},
	"cause.no-travel-times":     {"no travel times", "ei matka-aikoja", "inga restider"},
	"cause.positions-not-known": {"positions not known", "vakansseja ei tiedossa", "tjänster okända"},
	"cause.crew-of-unit":        {"crew of the unit", "yksikön miehistö", "enhetens personal"},
}

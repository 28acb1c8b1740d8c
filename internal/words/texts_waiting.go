package words

// waitingTexts are those of waits, and of queues by formula and simulation.
var waitingTexts = texts{
	"simulated_kind.queue":     {"Queue", "Jono", "Kö"},
	"simulated_kind.phone":     {"Phone line on which callers give up", "Puhelinlinja, jolla soittajat luopuvat", "Telefonlinje där de som ringer ger upp"},
	"simulated_kind.calendar":  {"Calendar with fixed slots", "Ajanvarauskalenteri", "Tidbokningskalender"},
	"simulated_unit.min":       {"min", "min", "min"},
	"simulated_unit.days":      {"days", "pv", "dagar"},
	"simulated.load":           {"load {load}", "kuormitus {load}", "belastning {load}"},
	"simulated.grows":          {"More people come than can be served: the queue grows by {people} in each unit of time ({unit}), and no wait is computed.", "Tulijoita on enemmän kuin ehditään palvella: jono kasvaa jokaisessa aikayksikössä ({unit}) {people}, eikä odotusta lasketa.", "Fler kommer än som hinner betjänas: kön växer med {people} per tidsenhet ({unit}), och ingen väntetid räknas."},
	"simulated.wait":           {"mean wait, {unit}", "odotus keskimäärin, {unit}", "väntan i medeltal, {unit}"},
	"simulated.given_up":       {"share given up", "luopuneiden osuus", "andel som ger upp"},
	"simulated_head.figure":    {"figure", "luku", "tal"},
	"simulated_head.formula":   {"formula", "kaava", "formel"},
	"simulated_head.simulated": {"simulation", "simulointi", "simulering"},
	"simulated_head.range":     {"95 % of runs", "95 %:n väli", "95 % intervall"},
	"simulated_head.agrees":    {"agrees", "täsmää", "stämmer"},
	"simulated.runs":           {"{runs} runs of {events} arrivals or days each, seed {seed}. ± is how far the formula may be from the truth.", "Ajoja {runs}, kussakin {events} tulijaa tai päivää, siemenluku {seed}. ± on kaavan suurin poikkeama.", "{runs} körningar med {events} ankomster eller dagar var, frö {seed}. ± är hur långt formeln kan vara från sanningen."},
}

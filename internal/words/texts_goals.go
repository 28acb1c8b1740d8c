package words

// goalTexts are those of goals and grades.
var goalTexts = texts{
	"goals.title":         {"Goals", "Tavoitteet", "Mål"},
	"goals.from":          {"{parts} {parts:part|parts} in {file}", "osia {parts}, {file}", "delar {parts}, {file}"},
	"goals.observed_from": {"{n} observed {n:value|values} in {file}", "havaintoja {n}, {file}", "observationer {n}, {file}"},

	"goals.answer_observed": {"Observed, the same in all options ({n} {n:part|parts}): {list}. Lowest: {lowest}.", "Havaittu, sama kaikissa vaihtoehdoissa (osia {n}): {list}. Alin: {lowest}.", "Observerat, lika i alla alternativ (delar {n}): {list}. Lägst: {lowest}."},
	"goals.answer_options":  {"Computed for each option ({n} {n:part|parts}) – {list}.", "Laskettu vaihtoehdoittain (osia {n}) – {list}.", "Beräknat för varje alternativ (delar {n}) – {list}."},
	"goals.answer_option":   {"{name}: {list}, lowest {lowest}", "{name}: {list}, alin {lowest}", "{name}: {list}, lägst {lowest}"},
	"goals.count":           {"grade {grade}: {n}", "arvosana {grade}: {n}", "betyg {grade}: {n}"},
	"goals.count_none":      {"not graded: {n}", "ei arvosanaa: {n}", "utan betyg: {n}"},

	"goals.observed": {"Observed", "Havaittu", "Observerat"},
	"goals.way":      {"from {before} ({from}) to {target} ({until})", "lähtötaso {before} ({from}), tavoite {target} ({until})", "från {before} ({from}) till {target} ({until})"},
	"goals.modelled": {"The start is the computed figure of today's network, as nothing was observed on that day.", "Lähtötaso on nykyisen verkon laskettu luku, koska päivältä ei ole havaintoa.", "Utgångsläget är dagens näts beräknade tal, eftersom inget är observerat den dagen."},
	"goals.adjusted": {"adjusted by {by}: {reason}", "muutettu {by}: {reason}", "justerat {by}: {reason}"},
	"goals.own":      {"county's own {grade}", "alueen oma {grade}", "områdets eget {grade}"},
	"goals.limits":   {"A grade compares the share of the way with the share of the time: 5 from {five} times the plan on, 4 from {four}, 3 from {three}, 2 below, and 1 where nothing in the option acts on the goal. It is computed from figures and does not judge how a plan was carried out. No mean is shown. – Not known.", "Arvosana vertaa kuljettua matkaa kuluneeseen aikaan: 5, kun suunnitelmasta on vähintään {five}, 4, kun {four}, 3, kun {three}, muuten 2, ja 1, kun mikään vaihtoehdossa ei vaikuta tavoitteeseen. Se on laskettu luvuista eikä arvioi, miten suunnitelma on toteutettu. Keskiarvoa ei näytetä. – Ei tiedossa.", "Betyget jämför hur långt man har kommit med hur lång tid som har gått: 5 från {five} av planen, 4 från {four}, 3 från {three}, annars 2, och 1 där inget i alternativet påverkar målet. Det är beräknat ur siffror och bedömer inte hur en plan har genomförts. Inget medeltal visas. – Inte känt."},

	"goals_head.part":   {"Part", "Osa", "Del"},
	"goals_head.before": {"Start", "Lähtö", "Start"},
	"goals_head.now":    {"Now", "Nyt", "Nu"},
	"goals_head.day":    {"Observed", "Havaittu", "Observerat"},
	"goals_head.target": {"Target", "Tavoite", "Mål"},
	"goals_head.until":  {"Until", "Mennessä", "Senast"},
	"goals_head.way":    {"Way", "Matka", "Väg"},
	"goals_head.plan":   {"Plan", "Plan", "Plan"},
	"goals_head.grade":  {"Grade", "Arvosana", "Betyg"},
	"goals_head.option": {"Option", "Vaihtoehto", "Alternativ"},
	"goals_head.value":  {"Value", "Arvo", "Värde"},

	"goal_state.graded":      {"graded", "arvosana", "betyg"},
	"goal_state.no_lever":    {"nothing acts on it", "mikään ei vaikuta", "inget påverkar"},
	"goal_state.met":         {"was met before", "täyttyi jo", "redan uppfyllt"},
	"goal_state.no_target":   {"no number as target", "ei lukua tavoitteena", "inget tal som mål"},
	"goal_state.no_baseline": {"no start known", "lähtötaso puuttuu", "start okänd"},
	"goal_state.no_value":    {"no value known", "arvo puuttuu", "värde okänt"},
	"goal_state.one_sided":   {"only a bound is known", "vain raja tiedossa", "bara en gräns känd"},
}

package words

// plotTexts are texts of single pictures.
var plotTexts = texts{
	"plot.held_back":      {"Held back by", "Pullonkaula", "Flaskhals"},
	"plot.map":            {"{service}: minutes without a car", "{service}: minuuttia ilman autoa", "{service}: minuter utan bil"},
	"plot.difference":     {"{service}: change of journeys, compared with: {reference}", "{service}: matkojen muutos, vertailukohta: {reference}", "{service}: ändring av resorna, jämfört med: {reference}"},
	"plot.reach":          {"who gets there in time", "kuka tavoittaa palvelun ajassa", "vem når servicen i tid"},
	"plot.euros":          {"Change of euros a year, M€", "Eurojen muutos vuodessa, milj. €", "Ändring i euro per år, mn €"},
	"plot.euros_means":    {"Compared with: {reference}. Lines under 5 000 € are not shown but are in the sum; figures are rounded.", "Vertailukohta: {reference}. Alle 5 000 €:n erät eivät näy mutta ovat summassa; luvut on pyöristetty.", "Jämfört med: {reference}. Poster under 5 000 € visas inte men är med i summan; talen är avrundade."},
	"plot.left_out":       {"No room for: {options}.", "Eivät mahdu: {options}.", "Får inte plats: {options}."},
	"plot.stations":       {"load and capacity by station", "kysyntä ja kapasiteetti palvelupisteittäin", "efterfrågan och kapacitet per serviceställe"},
	"plot.stations_means": {"Visits wanted a year, and the share of them that can be given", "Kysyntä käyntiä vuodessa ja osuus, johon resurssit riittävät", "Efterfrågade besök per år och den andel som resurserna räcker till"},
	"plot.tradeoffs":      {"People in time and visits at today's euros", "Ajassa tavoittavat ja käynnit nykyeuroilla", "Personer i tid och besök med dagens euro"},
	"plot.ranges":         {"{service}, {option}: what moves the difference most, compared with: {reference}", "{service}, {option}: mikä muuttaa eroa eniten, vertailukohta: {reference}", "{service}, {option}: vad påverkar skillnaden mest, jämfört med: {reference}"},
	"plot.people":         {"People who get there", "Ajassa tavoittavat ihmiset", "Personer som når tjänsten i tid"},
	"plot.visits":         {"Visits a year that can be given", "Käynnit vuodessa, joihin resurssit riittävät", "Besök per år som kan ges"},
	"plot.parameter":      {"Parameter", "Parametri", "Parameter"},
	"plot.low_high":       {"Low to high", "Matala–korkea", "Lågt–högt"},
	"plot.means":          {"In time: in person and without a car, within {minutes} minutes", "Ajassa: paikan päällä ja ilman autoa, {minutes} minuutissa", "I tid: på plats och utan bil, inom {minutes} minuter"},
	"plot.means_all":      {"In time: in person and without a car, within the time limit of the service", "Ajassa: paikan päällä ja ilman autoa, palvelun aikarajan sisällä", "I tid: på plats och utan bil, inom tjänstens tidsgräns"},
	"plot.frontier":       {"no option is clearly better on both", "mikään vaihtoehto ei ole molemmissa selvästi parempi", "inget alternativ är klart bättre i båda"},
	"plot.on_line":        {"filled, circle or square: on the line", "täytetty ympyrä tai neliö: viivalla", "fylld cirkel eller kvadrat: på linjen"},
	"plot.equal":          {"with ≈: no option is better on both, but one is equal within its range", "merkillä ≈: mikään ei ole molemmissa parempi, mutta jokin on vaihteluvälinsä rajoissa sama", "med ≈: inget är bättre i båda, men något är lika inom sitt intervall"},
	"plot.behind":         {"some option is better", "jokin vaihtoehto on parempi", "något alternativ är bättre"},
}

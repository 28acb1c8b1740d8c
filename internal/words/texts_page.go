package words

// pageTexts are texts of the page that a board reads.
var pageTexts = texts{
	"page.title":             {"Options for the service network: {county}", "Palveluverkon vaihtoehdot: {county}", "Alternativ för servicenätet: {county}"},
	"page.kicker":            {"Service network comparison · {year}", "Palveluverkon vertailu · {year}", "Jämförelse av servicenät · {year}"},
	"page.short":             {"In short", "Lyhyesti", "I korthet"},
	"page.skip":              {"Skip to the answer", "Siirry vastaukseen", "Gå till svaret"},
	"page.stamp":             {"What is not of the real world", "Mikä ei ole todellista", "Vad som inte är verkligt"},
	"page.not_for_decisions": {"Not for decisions.", "Ei päätöksenteon pohjaksi.", "Inte som beslutsunderlag."},
	"page.contents":          {"Contents", "Sisällys", "Innehåll"},
	"page.note":              {"“In time” means in person, without a car, within the time limit of the service, {period}. Changes are against the network of today with the same people.", "”Ajassa” tarkoittaa paikan päällä, ilman autoa ja palvelun aikarajan sisällä, {period}. Muutokset ovat nykyverkkoon samalla väestöllä.", "”I tid” betyder på plats, utan bil och inom tjänstens tidsgräns, {period}. Ändringarna är mot dagens nät med samma befolkning."},
	"page.against":           {"Compared with: {option}", "Vertailukohta: {option}", "Jämfört med: {option}"},
	"page.table":             {"Decision table", "Päätöstaulukko", "Beslutstabell"},
	"page.table_sub":         {"Only what differs from the reference is filled in.", "Vain vertailukohdasta poikkeava on täytetty.", "Bara det som avviker från jämförelsen är ifyllt."},
	"page.better_for":        {"better for people", "parempi asukkaille", "bättre för invånarna"},
	"page.worse_for":         {"worse for people", "huonompi asukkaille", "sämre för invånarna"},
	"page.darker":            {"Darker = a larger share of those concerned.", "Tummempi = suurempi osa niistä, joita asia koskee.", "Mörkare = en större del av dem som berörs."},
	"page.limit":             {"{minutes} min · {ages}", "{minutes} min · {ages}", "{minutes} min · {ages}"},
	"page.no_change":         {"no change", "ei muutosta", "ingen ändring"},
	"page.gain":              {"come within the limit:", "tulee rajan sisään:", "kommer inom gränsen:"},
	"page.lose":              {"fall outside the limit:", "joutuu rajan ulos:", "hamnar utanför gränsen:"},
	"page.fewer_undone":      {"fewer left undone:", "vähemmän toteutumatta:", "färre ogjorda:"},
	"page.more_undone":       {"more left undone:", "enemmän toteutumatta:", "fler ogjorda:"},
}

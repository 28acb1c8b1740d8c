package words

// fileTexts are the titles of columns and the words of workbooks in files of layers.
var fileTexts = texts{
	"saved.cover":         {"About", "Tietoja", "Om filen"},
	"saved.columns":       {"Columns", "Sarakkeet", "Kolumner"},
	"saved.title":         {"Title", "Otsikko", "Rubrik"},
	"saved.measure":       {"Measure", "Mitta", "Mått"},
	"saved.choices":       {"As asked", "Pyydetty", "Enligt begäran"},
	"saved.unit":          {"Unit", "Yksikkö", "Enhet"},
	"saved.note":          {"Note", "Huomautus", "Anmärkning"},
	"saved.id":            {"Id", "Tunnus", "Id"},
	"saved.name":          {"Name", "Nimi", "Namn"},
	"saved.target":        {"People of the measured group", "Mitatun ryhmän väki", "Personer i den mätta gruppen"},
	"saved.unreached":     {"1 if never reached: {column}", "1, jos ei koskaan tavoiteta: {column}", "1 om det aldrig nås: {column}"},
	"saved.mean":          {"Mean of those who reach something: {of}", "Jotain tavoittavien keskiarvo: {of}", "Medelvärde för dem som når något: {of}"},
	"saved.median":        {"Median of all: {of}", "Kaikkien mediaani: {of}", "Median för alla: {of}"},
	"saved.reach_nothing": {"People who reach nothing", "Väki, joka ei tavoita mitään", "Personer som inte når något"},
	"saved.far_beyond":    {"Share of people beyond 1.5 times the line", "Osuus väestä, joka on yli 1,5 kertaa rajan päässä", "Andel av personerna bortom 1,5 gånger gränsen"},
	"saved.lose_more":     {"People who lose more than asked", "Väki, joka menettää kysyttyä enemmän", "Personer som förlorar mer än vad som efterfrågades"},
	"saved.gain_more":     {"People who gain more than asked", "Väki, joka saa kysyttyä enemmän", "Personer som vinner mer än vad som efterfrågades"},
}

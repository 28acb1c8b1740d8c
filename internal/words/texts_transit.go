package words

// transitTexts are those of a check of timetables.
var transitTexts = texts{
	"transit.size":   {"{stops} stops · {routes} lines · {trips} trips", "pysäkkejä {stops} · linjoja {routes} · vuoroja {trips}", "hållplatser {stops} · linjer {routes} · turer {trips}"},
	"transit.no_day": {"No trip runs on any day.", "Yhtenäkään päivänä ei ole vuoroja.", "Inga turer går på någon dag."},
	"transit.days":   {"Runs from {first} to {last}, {n} {n:day|days}. Most trips on a day: {most}, on {day}.", "Aikataulu {first}–{last}, päiviä {n}. Eniten vuoroja päivässä: {most}, {day}.", "Tidtabell {first}–{last}, dagar {n}. Flest turer på en dag: {most}, {day}."},
	"transit.empty":  {"{n} of {all} days are nearly empty: they have fewer than {least} trips, a tenth of the busiest day. A travel time of such a day says little.", "Päivistä {n}/{all} on lähes tyhjiä: vuoroja on alle {least}, kymmenesosa vilkkaimmasta päivästä. Sellaisen päivän matka-aika kertoo vähän.", "Av dagarna är {n}/{all} nästan tomma: de har färre än {least} turer, en tiondel av den livligaste dagen. En restid för en sådan dag säger lite."},
	"transit.by_day": {"Trips by day", "Vuoroja päivittäin", "Turer per dag"},

	"transit.weekdays": {"Mon Tue Wed Thu Fri Sat Sun", "ma ti ke to pe la su", "må ti on to fr lö sö"},
	"transit.weeks":    {"({n} weeks)", "({n} viikkoa)", "({n} veckor)"},
	"transit.by_hour":  {"Departures by hour, {day}", "Lähtöjä tunneittain, {day}", "Avgångar per timme, {day}"},

	"transit.doubts":    {"Left out, filled in or passed over", "Jätetty pois, täydennetty tai ohitettu", "Utelämnat, kompletterat eller förbigånget"},
	"transit.left":      {"left out: {n} {n:trip|trips} with {reason}, such as {trip} (line {line})", "jätetty pois: vuoroja {n}, joissa {reason}, esimerkiksi {trip} (rivi {line})", "utelämnat: turer {n}, där {reason}, till exempel {trip} (rad {line})"},
	"transit.missing":   {"{n} of {all} rows have no time: it lies between those of the rows around it", "riveistä {n}/{all} puuttuu aika: se on ympäröivien rivien aikojen välissä", "av raderna saknar {n}/{all} tid: den ligger mellan de omgivande radernas"},
	"transit.instant":   {"{n} of {all} rows arrive in the second in which the row before departs", "riveistä {n}/{all} on perillä samalla sekunnilla, jolla edellinen lähtee", "av raderna kommer {n}/{all} fram i samma sekund som raden före avgår"},
	"transit.no_pickup": {"{n} of {all} rows: nobody may get on", "riveistä {n}/{all}: kyytiin ei pääse", "av raderna {n}/{all}: ingen påstigning"},
	"transit.blocks":    {"{n} {n:trip goes|trips go} on as another trip of the same vehicle", "vuoroista {n} jatkuu saman ajoneuvon toisena vuorona", "turer som fortsätter som en annan tur med samma fordon: {n}"},
	"transit.headways":  {"{n} {n:trip is|trips are} repeated by headways", "vuoroista {n} toistuu vuorovälein", "turer som upprepas med turintervall: {n}"},
	"transit.unread":    {"not read: {files}", "ei lueta: {files}", "läses inte: {files}"},

	"transit.streets": {"Streets, {files}", "Kadut, {files}", "Gator, {files}"},
	"transit.near":    {"No stop is more than {far} m from every street.", "Yksikään pysäkki ei ole yli {far} metrin päässä kaikista kaduista.", "Ingen hållplats är mer än {far} m från alla gator."},
	"transit.far":     {"{n} of {all} stops are more than {far} m from every street: nobody can walk to them on this map.", "Pysäkeistä {n}/{all} on yli {far} metrin päässä kaikista kaduista: niille ei voi kävellä tällä kartalla.", "Av hållplatserna är {n}/{all} mer än {far} m från alla gator: dit kan ingen gå på denna karta."},
	"transit.more":    {"and {n} more", "ja {n} muuta", "och {n} till"},
	"transit.beyond":  {"no street nearby", "ei katua lähellä", "ingen gata i närheten"},

	"transit_head.week": {"Week from", "Viikko alkaen", "Vecka från"},

	"transit_reason.one_stop":      {"one stop", "on yksi pysäkki", "det finns en hållplats"},
	"transit_reason.no_end":        {"no time at an end", "päätepysäkin aika puuttuu", "tiden saknas vid en ändhållplats"},
	"transit_reason.backwards":     {"times that go back", "ajat kulkevat taaksepäin", "tiderna går bakåt"},
	"transit_reason.no_service":    {"no days", "ajopäivät puuttuvat", "trafikdagar saknas"},
	"transit_reason.no_stop_times": {"no stop times", "pysähtymisajat puuttuvat", "hållplatstider saknas"},
}

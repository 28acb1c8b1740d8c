package words

// pageEquityTexts are texts of the section about gaps between people.
var pageEquityTexts = texts{
	"page.equity":         {"Equity", "Yhdenvertaisuus", "Jämlikhet"},
	"equity.groups":       {"Gaps between groups of people", "Väestöryhmien erot", "Skillnader mellan befolkningsgrupper"},
	"equity.groups_note":  {"Percentage points between the groups of which fewest and most get there in time. Groups of at least 500 people in 5 cells that data identify. Rounded shares may differ by a point more or less than the gap.", "Prosenttiyksiköt niiden ryhmien välillä, joista vähiten ja eniten tavoittaa palvelun ajassa. Ryhmät, joissa on vähintään 500 ihmistä viidessä ruudussa ja jotka voi päätellä tiedoista. Pyöristettyjen osuuksien ero voi poiketa yhdellä.", "Procentenheter mellan de grupper där minst och störst del når tjänsten i tid. Grupper med minst 500 personer i 5 rutor som kan utläsas ur data. Skillnaden mellan avrundade andelar kan avvika med en."},
	"equity.points":       {"{n} points", "{n} %-yks.", "{n} procentenheter"},
	"equity.areas":        {"The area from which fewest get there", "Alue, jolta vähiten tavoittaa palvelun", "Området där lägst andel når tjänsten"},
	"equity.too_small":    {"fewer than two groups or areas of at least 500 people", "alle kaksi ryhmää tai aluetta, joissa on vähintään 500 ihmistä", "färre än två grupper eller områden med minst 500 personer"},
	"equity.last":         {"Who loses the last place", "Kuka menettää viimeisen paikan", "Vem förlorar det sista stället"},
	"equity.last_note":    {"People who had a place within the time limit and have none left, even by their own means (a car, if they have one).", "Ihmiset, joilla oli paikka aikarajan sisällä ja joilla ei enää ole yhtään myöskään omin kulkuneuvoin (autolla, jos sellainen on).", "Personer som hade ett ställe inom tidsgränsen och inte längre har något, inte heller med egna färdmedel (bil, om sådan finns)."},
	"equity.nobody_loses": {"No option takes the last place within the time limit from anybody.", "Mikään vaihtoehto ei vie keneltäkään viimeistä paikkaa aikarajan sisältä.", "Inget alternativ tar det sista stället inom tidsgränsen från någon."},
	"equity.behind":       {"Left behind in every option", "Jää jälkeen kaikissa vaihtoehdoissa", "Hamnar efter i alla alternativ"},
	"equity.behind_note":  {"Areas and groups of at least 500 people of which in no option as many as half get there in time.", "Alueet ja vähintään 500 ihmisen ryhmät, joista missään vaihtoehdossa puoletkaan ei tavoita palvelua ajassa.", "Områden och grupper med minst 500 personer där inte ens hälften når tjänsten i tid i något alternativ."},
	"equity.none_behind":  {"In each area and group of at least 500 people, half get there in time in some option.", "Jokaisella alueella ja jokaisessa vähintään 500 ihmisen ryhmässä puolet tavoittaa palvelun ajassa jossakin vaihtoehdossa.", "I varje område och grupp med minst 500 personer når hälften tjänsten i tid i något alternativ."},
	"equity.share":        {"{share} %", "{share} %", "{share} %"},
	"equity.most":         {"at most {share} % ({option})", "enintään {share} % ({option})", "högst {share} % ({option})"},
}

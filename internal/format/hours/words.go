package hours

import "strings"

// kind is what a word of a text of opening hours means.
type kind uint8

const (
	filler   kind = iota // has no meaning for time
	dayWord              // value is the day, Monday 0
	dayFrom              // the day at which a range begins, as in maanantaista
	dayUntil             // the day at which it ends, as in perjantaihin
	dayset               // value is bits of days, Monday the lowest
	holiday              // public holidays, which are not days of the week
	school               // school holidays, weeks of a year
	clock                // value is minutes after midnight
	dash
	comma
	and
	closed // no opening
	always // around the clock
)

// names are the names of days in one language, Monday first.
type names [7]string

// The languages are distinguished because "to" is a word for a range in English
// and a day in Finnish and Swedish, and because rules replace each other in the
// texts of OpenStreetMap.
var (
	osmNames     = names{"mo", "tu", "we", "th", "fr", "sa", "su"}
	englishNames = names{"monday mondays mon", "tuesday tuesdays tue tues", "wednesday wednesdays wed weds", "thursday thursdays thu thur thurs",
		"friday fridays fri", "saturday saturdays sat", "sunday sundays sun"}
	finnishNames = names{
		"maanantai ma maanantaisin maanantaina maanantait",
		"tiistai ti tiistaisin tiistaina tiistait",
		"keskiviikko ke keskiviikkoisin keskiviikkona keskiviikot",
		"torstai to torstaisin torstaina torstait",
		"perjantai pe perjantaisin perjantaina perjantait",
		"lauantai la lauantaisin lauantaina lauantait",
		"sunnuntai sunnuntaisin sunnuntaina sunnuntait",
	}
	swedishNames = names{"måndag måndagar mån må", "tisdag tisdagar tis", "onsdag onsdagar ons on", "torsdag torsdagar tors tor",
		"fredag fredagar fre", "lördag lördagar lör lö", "söndag söndagar sön sö"}
	fromNames = names{"maanantaista", "tiistaista", "keskiviikosta", "torstaista", "perjantaista", "lauantaista", "sunnuntaista"}
	// untilNames also occur without saakka or asti.
	untilNames = names{"maanantaihin", "tiistaihin", "keskiviikkoon", "torstaihin", "perjantaihin", "lauantaihin", "sunnuntaihin"}
)

const (
	weekdayBits = 0b0011111
	weekendBits = 0b1100000
	allBits     = 0b1111111
)

// language is the origin of a name of a day, as far as it matters.
type language uint8

const (
	otherLanguage language = iota
	osm
	english
)

// word is the meaning of a single word.
type word struct {
	kind     kind
	value    int
	language language
}

// phrases are several words with one meaning; each is matched before its parts.
var phrases = []struct {
	text string
	word word
}{
	{"joka päivä", word{kind: dayset, value: allBits}}, {"kaikkina päivinä", word{kind: dayset, value: allBits}},
	{"varje dag", word{kind: dayset, value: allBits}}, {"alla dagar", word{kind: dayset, value: allBits}},
	{"every day", word{kind: dayset, value: allBits}}, {"all week", word{kind: dayset, value: allBits}},
	{"public holidays", word{kind: holiday}}, {"bank holidays", word{kind: holiday}}, {"röda dagar", word{kind: holiday}},
	{"t.o.m.", word{kind: dash}}, {"t o m", word{kind: dash}}, {"t.o.m", word{kind: dash}},
	{"24/7", word{kind: always}}, {"24 h", word{kind: always}}, {"24h", word{kind: always}},
	{"ympäri vuorokauden", word{kind: always}}, {"dygnet runt", word{kind: always}}, {"around the clock", word{kind: always}},
}

var words = wordTable()

func wordTable() map[string]word {
	out := map[string]word{}
	put := func(w word, list string) {
		for _, text := range strings.Fields(list) {
			out[text] = w
		}
	}
	days := func(k kind, t language, list names) {
		for i, text := range list {
			put(word{k, i, t}, text)
		}
	}
	days(dayWord, osm, osmNames)
	days(dayWord, english, englishNames)
	days(dayWord, otherLanguage, finnishNames)
	days(dayWord, otherLanguage, swedishNames)
	days(dayFrom, otherLanguage, fromNames)
	days(dayUntil, otherLanguage, untilNames)
	put(word{dayset, weekdayBits, otherLanguage}, "arkisin arkipäivisin arkipäivinä arkipäivät arkena vardagar")
	put(word{dayset, weekdayBits, english}, "weekdays")
	put(word{dayset, weekendBits, otherLanguage}, "viikonloppuisin viikonloppu viikonloput viikonloppuna helger")
	put(word{dayset, weekendBits, english}, "weekends")
	put(word{dayset, allBits, otherLanguage}, "päivittäin daily dagligen everyday")
	put(word{kind: holiday}, "ph holidays pyhäpäivinä pyhäpäivisin pyhäpäivät pyhinä pyhisin pyhät juhlapyhinä juhlapyhisin juhlapyhät "+
		"arkipyhinä arkipyhisin arkipyhät helgdagar")
	put(word{kind: school}, "sh")
	put(word{kind: closed}, "off closed shut suljettu suljettuna suljetut kiinni stängt stängd stängda")
	put(word{kind: dash}, "till until through thru tom")
	put(word{kind: and}, "ja och and sekä")
	put(word{kind: filler}, "klo kl kello klockan avoinna auki aukioloajat aukioloaika aukiolo palveluajat palveluaika "+
		"öppet öppettider open hours avoin from från at på h ajalla saakka asti joka varje every")
	return out
}

// periods begin the words for a part of the year, in which the hours of a text
// may differ; wholePeriods are complete words for one.
var (
	periods = strings.Fields("kesä talvi talve syksy kevä tammik helmik maalisk huhtik toukok heinäk elok syysk lokak marrask joulu " +
		"loma-a sommar vinter höst våren januar februar april augusti septem oktob octob novem decem summer winter autumn " +
		"christmas easter pääsiäi påsk viikoi viikol parill paritt")
	wholePeriods = strings.Fields("mars maj juni juli march june july august spring week weeks vecka veckor viikko viikot vko vk jul lov")
)

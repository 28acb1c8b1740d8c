package hours

import "strings"

// kind is what a word of a text of opening hours means.
type kind uint8

const (
	filler  kind = iota // says nothing about when; also "and", as what several rules say adds up
	dayWord             // value is the day, Monday 0
	dayset              // value is bits of days, Monday the lowest
	clock               // value is minutes after midnight
	dash
	closed // no opening
	always // around the clock
)

// dayNames are the ways to write each day: English, OpenStreetMap, Finnish with
// its cases, Swedish.
var dayNames = [7]string{
	"monday mon mo mondays maanantai ma maanantaisin maanantaista maanantaina måndag mån må måndagar",
	"tuesday tue tues tu tuesdays tiistai ti tiistaisin tiistaista tiistaina tisdag tis tisdagar",
	"wednesday wed we wednesdays keskiviikko ke keskiviikkoisin keskiviikosta keskiviikkona onsdag ons on onsdagar",
	"thursday thu thur thurs th thursdays torstai to torstaisin torstaista torstaina torstaihin torsdag tors tor torsdagar",
	"friday fri fr fridays perjantai pe perjantaisin perjantaista perjantaina perjantaihin fredag fre fredagar",
	"saturday sat sa saturdays lauantai la lauantaisin lauantaista lauantaina lauantaihin lördag lör lö lördagar",
	"sunday sun su sundays sunnuntai su sunnuntaisin sunnuntaina sunnuntaihin söndag sön sö söndagar",
}

const (
	weekdayBits = 0b0011111
	weekendBits = 0b1100000
	allBits     = 0b1111111
)

// word is what a text means by itself.
type word struct {
	kind  kind
	value int
}

var words = wordTable()

func wordTable() map[string]word {
	out := map[string]word{}
	put := func(w word, list string) {
		for _, text := range strings.Fields(list) {
			out[text] = w
		}
	}
	for i, names := range dayNames {
		put(word{dayWord, i}, names)
	}
	put(word{dayset, weekdayBits}, "arkisin arkipäivisin arkena vardagar weekdays")
	put(word{dayset, weekendBits}, "viikonloppuisin viikonloppu helger weekends")
	put(word{dayset, allBits}, "päivittäin daily dagligen everyday")
	put(word{kind: closed}, "off closed suljettu suljettuna kiinni stängt")
	put(word{kind: filler}, "ja och and sekä klo kl kello klockan avoinna auki aukioloajat aukioloaika aukiolo palveluajat palveluaika "+
		"öppet öppettider open hours avoin from at h ajalla")
	return out
}

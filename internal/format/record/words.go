package record

import (
	"math"
	"strings"
	"unicode"
)

// noValues are words, in lowercase, that people and programs write for a
// missing value.
var noValues = words("- – — . .. ... … , : ? na n/a n.a. #n/a #na <na> nan null none nil nat \\n #puuttuu! #saknas! 1.#qnan 1.#ind -1.#ind -nan")

// infinite are words, in lowercase, for an infinite number.
var infinite = words("inf +inf infinity +infinity ∞ 1.#inf")

func words(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// longestWord is the length in bytes of the longest of them.
const longestWord = 9

// NoValue reports whether a text stands for a missing value: NA, NaN, NULL,
// <NA>, "..", a dash and the like, ignoring case.
func NoValue(text []byte) bool {
	return len(text) <= longestWord && noValues[strings.ToLower(string(text))]
}

// Infinite reports whether a text stands for an infinite number: Inf, Infinity.
func Infinite(text []byte) bool {
	return len(text) <= longestWord && infinite[strings.ToLower(string(text))]
}

// NegativeMark reports whether a negative number is one that programs write for
// a missing value: -1, -9, -99, -999 and so on, and the least numbers of 16, 32
// and 64 bits, with the one above them.
func NegativeMark(x float64) bool {
	switch x {
	case -1, math.MinInt16, -math.MaxInt16, math.MinInt32, -math.MaxInt32, math.MinInt64, -math.MaxFloat32,
		-math.MaxFloat64:
		return true
	}
	return x < 0 && nines(-x)
}

// nines reports whether a number is 9, 99, 999 … of up to 10 digits.
func nines(x float64) bool {
	n := 9.0
	for n < x && n < 1e10 {
		n = 10*n + 9
	}
	return x == n
}

// PositiveMark reports whether a number is one that programs write for a
// missing value although it may be a real one: 999, 9999 … and the greatest
// numbers of 16, 32 and 64 bits. It is treated as a mark only on request.
func PositiveMark(x float64) bool {
	switch x {
	case math.MaxInt16, math.MaxUint16, math.MaxInt32, math.MaxUint32, math.MaxInt64, math.MaxFloat32, math.MaxFloat64:
		return true
	}
	return x >= 999 && nines(x)
}

// totals are names, in lowercase, of rows and columns that hold the sum of
// others: Finnish, Swedish, English, and the codes of statistical offices.
var totals = map[string]bool{"kaikki": true, "kaikki alueet": true, "samtliga": true, "inalles": true, "alla": true, "alla områden": true,
	"riket": true, "all": true, "all areas": true, "sum": true, "sums": true, "totals": true, "overall": true, "tot": true, "sss": true, "_t": true}

// sums are words that mark a name as a sum if it begins or ends with them;
// wholes and ofWhat together are names of a whole. Koko perheen talo is not
// one.
var (
	sums = words("yhteensä yhteensa yht total totalt summa loppusumma välisumma delsumma slutsumma totalsumma subtotal " +
		"sub-total sammanlagt kaikkiaan")
	wholes = words("koko hela whole entire")
	ofWhat = words("maa kunta kaupunki alue väestö hyvinvointialue maakunta suomi landet riket kommunen staden området regionen " +
		"välfärdsområdet landskapet befolkningen finland country county city town area region municipality population")
)

// TotalName reports whether a text names a row or column as the sum of others:
// Yhteensä, Tikkurila yhteensä, Totalt, Samtliga, Grand total, Koko maa, SSS.
func TotalName(text string) bool {
	if strings.Trim(text, "0123456789.,-_ ") == "" { // skips most ids quickly
		return false
	}
	text = strings.ToLower(strings.TrimFunc(text,
		func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`:;.,*=()"'`, r) }))
	list := strings.Fields(text)
	switch {
	case len(list) == 0:
		return false
	case totals[strings.Join(list, " ")], sums[list[0]], sums[list[len(list)-1]]:
		return true
	}
	return len(list) == 2 && wholes[list[0]] && ofWhat[list[1]]
}

// PlaceName reports whether a name of a total may also be the name of a place:
// Summa is in Hamina, and a clinic may be called Total Kuntoutus.
func PlaceName(text string) bool {
	list := strings.Fields(strings.ToLower(strings.Trim(text, " :;.,*=()")))
	if len(list) == 1 {
		switch list[0] {
		case "summa", "kaikki", "alla", "all", "sum":
			return true
		}
		return false
	}
	for _, w := range list {
		if sums[w] && w != "summa" && w != "total" {
			return false
		}
	}
	return len(list) > 1 && list[0] != "grand"
}

// IsSum reports whether a value is a sum, up to the rounding of published
// counts: half a unit or 5 in 1,000 if a name marks it as one, else 1 in
// 10,000. NaN is not one.
func IsSum(v, sum float64, named bool) bool {
	off := 1e-4 * sum
	if named {
		off = max(0.5, 0.005*sum)
	}
	return math.Abs(v-sum) <= off
}

// ZeroCode reports whether a text is a code of zeros only, which some offices
// give to the whole that the other codes are parts of.
func ZeroCode(text string) bool { return text != "" && strings.Trim(text, "0") == "" }

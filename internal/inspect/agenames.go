package inspect

import (
	"regexp"
	"strconv"
	"strings"
)

// openEnd is the To of a group of ages without an end.
const openEnd = -1

var (
	closedAges = regexp.MustCompile(`^([a-zåäö]*)[ _]*([0-9]{1,3})(?:[ _]|[ _]*-[ _]*| to | till )([0-9]{1,3})$`)
	openAges   = regexp.MustCompile(`^([a-zåäö]*?)[ _]*(yli|over|ge|>=)?[ _]*([0-9]{1,3})(\+|_| *-| *\+|p|_?plus|_?yli|_?over)?$`)
	belowAges  = regexp.MustCompile(`^([a-zåäö]*?)[ _]*(?:alle|under|below|lt|<)[ _]*([0-9]{1,3})$`)
	joinedAges = regexp.MustCompile(`^(y)_?([0-9]{2})([0-9]{2})$`) // Y_1564 of the census grid of the European Union

	// andOver and openUnit follow the youngest age of an open group, ageUnit
	// follows any age.
	andOver  = regexp.MustCompile(`([0-9])[ _-]*(?:vuotta|vuotiaat|v|år|years)?[ _]*(?:täyttäneet|(?:ja|tai) (?:vanhemmat|yli)|och äldre|eller äldre|and over|and older|or older|or more|et plus)$`)
	openUnit = regexp.MustCompile(`([0-9])[ _]*(?:vuotta|v|år|years)\.? *[+-]$`)
	ageUnit  = regexp.MustCompile(`([0-9]\+?)[ _-]*(?:vuotiaat|vuotiaita|vuotta|v|åringar|år|years|yrs|ans)\.?$`)
)

// ageName is the ages in a column's name, and the text before them.
type ageName struct {
	before   string
	from, to int
	sure     bool // false: 75 may be everybody aged 75 and over, or another number
}

// agesOf reads the ages of a column of people from its name: IKA0_9, he_85_,
// p0_6, p75, 75-, IKA_YLI80, 0-6, ind_80p, Y_LT15, Y_1564, ålder_0_5, 75 vuotta
// täyttäneet. It returns false if the name has another form.
func agesOf(name string) (ageName, bool) {
	lower := strings.NewReplacer("–", "-", "—", "-").Replace(strings.ToLower(strings.TrimSpace(name)))
	lower = andOver.ReplaceAllString(lower, "$1+")
	lower = openUnit.ReplaceAllString(lower, "$1+")
	lower = ageUnit.ReplaceAllString(lower, "$1")
	for _, form := range []*regexp.Regexp{closedAges, joinedAges} {
		if m := form.FindStringSubmatch(lower); m != nil {
			from, _ := strconv.Atoi(m[2])
			to, _ := strconv.Atoi(m[3])
			return ageName{m[1], from, to, true}, from <= to && to < 130
		}
	}
	if m := belowAges.FindStringSubmatch(lower); m != nil {
		end, _ := strconv.Atoi(m[2])
		return ageName{m[1], 0, end - 1, true}, end > 0 && end < 130
	}
	if m := openAges.FindStringSubmatch(lower); m != nil {
		from, _ := strconv.Atoi(m[3])
		return ageName{m[1], from, openEnd, m[2] != "" || m[4] != ""}, from < 130 &&
			(m[1] != "" || m[2] != "" || strings.ContainsAny(m[4], "+-") || len(m[4]) > 1)
	}
	return ageName{}, false
}

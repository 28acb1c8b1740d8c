package supply

import (
	"testing"

	"saavu/internal/format/hours"
	"saavu/pkg/network"
)

// An opening past midnight counts for the day on which it begins.
func TestNightsCountForTheirFirstDay(t *testing.T) {
	for text, want := range map[string]network.Hours{
		"Fr 20:00-02:00":                    {Evening: 0b10000},
		"Mo-Fr 08:00-16:00; Fr 10:00-02:00": {Office: 0b11111, Evening: 0b10000},
		"Fr 18:00-24:00; Sa 00:00-08:00":    {Evening: 0b10000},
		"ma 22-6":                           {Evening: 0b00001},
		"Su 20:00-02:00":                    {},
		"Fr 20:00-02:00; Sa 10:00-14:00":    {Evening: 0b10000, Saturday: true},
		"Fr 18:00-24:00; Sa 00:00-08:01":    {Evening: 0b10000, Saturday: true}, // goes on into the morning
		"Sa 00:00-02:00":                    {Saturday: true},                   // begins there
		"Sa 22:00-02:00":                    {Saturday: true},
		"24/7":                              {Office: 0b11111, Evening: 0b11111, Saturday: true},
		"Fr 18:00-24:00; Sa,Su 00:00-24:00; Mo 00:00-08:00": {Evening: 0b10000, Saturday: true}, // a weekend on call
	} {
		week, unread := hours.Parse(text)
		if got := hoursOf(&week); got != want || unread != nil {
			t.Errorf("%s: %+v, want %+v; not read: %q", text, got, want, unread)
		}
	}
}

package field

import "time"

// ParseDay reads a day from 1990 to 2100: 2027-01-01 or 1.1.2027.
func ParseDay(text string) (time.Time, bool) {
	for _, layout := range []string{time.DateOnly, "2.1.2006", "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		if day, err := time.Parse(layout, text); err == nil && day.Year() >= 1990 && day.Year() <= 2100 {
			return day.Truncate(24 * time.Hour), true
		}
	}
	return time.Time{}, false
}

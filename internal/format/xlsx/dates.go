package xlsx

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"
)

// format is how a cell's style displays its number.
type format uint8

const (
	number  format = iota
	date           // a day, a time, or both
	elapsed        // hours that may exceed a day's
)

// readStyles reads which styles of cells show numbers as dates.
func (b *book) readStyles(r *tokens) error {
	own := map[int]format{}
	in := false
	return r.walk(func(name string, attrs []xml.Attr) error {
		t := tag{name, attrs}
		switch name {
		case "numFmt":
			if id, err := strconv.Atoi(t.attribute("numFmtId")); err == nil {
				own[id] = formatOf(t.attribute("formatCode"))
			}
		case "cellXfs":
			in = true
		case "xf":
			if in {
				id, _ := strconv.Atoi(t.attribute("numFmtId"))
				f, ok := own[id]
				if !ok {
					f = builtIn(id)
				}
				b.styles = append(b.styles, f)
			}
		}
		return nil
	}, func(name string) error {
		in = in && name != "cellXfs"
		return nil
	}, nil)
}

// builtIn are the formats that are not stored in the file (ECMA-376, 18.8.30).
func builtIn(id int) format {
	switch {
	case id == 46:
		return elapsed
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id == 45, id == 47, id >= 50 && id <= 58:
		return date
	}
	return number
}

// formatOf determines from the letters of a format's first section, outside
// quotes and brackets, whether it shows a date.
func formatOf(code string) format {
	code, _, _ = strings.Cut(strings.NewReplacer("AM/PM", "", "am/pm", "", "A/P", "").Replace(code), ";")
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '\\', '_', '*': // the next character is literal, or a gap
			i++
		case '"', '[':
			end := strings.IndexByte(code[i+1:], map[byte]byte{'"': '"', '[': ']'}[c])
			if end < 0 {
				return number
			}
			if inside := strings.ToLower(code[i+1 : i+1+end]); c == '[' && inside != "" &&
				strings.Trim(inside, inside[:1]) == "" && strings.Contains("hms", inside[:1]) {
				return elapsed
			}
			i += end + 1
		case 'y', 'Y', 'd', 'D', 'm', 'M', 'h', 'H', 's', 'S':
			return date
		}
	}
	return number
}

// lastDay is 31 December 9999, the last day that a spreadsheet supports.
const lastDay = 2_958_466

// iso writes a number as a date, a time of day or both, to the second; false if
// it is none. Days are counted from 1 January 1900 = 1, with a 29 February that
// did not exist that year, or from 1904 = 0.
func iso(v float64, f format, since04 bool) (string, bool) {
	if !(v >= 0 && v < lastDay) {
		return "", false
	}
	seconds := int64(math.Round(v * 86400))
	day, rest := seconds/86400, seconds%86400
	clock := two(rest/3600) + ":" + two(rest/60%60)
	if rest%60 != 0 {
		clock += ":" + two(rest%60)
	}
	if f == elapsed {
		return two(seconds/3600) + clock[2:], true
	}
	if day == 0 {
		return clock, true
	}
	text := "1900-02-29"
	switch {
	case since04:
		text = time.Date(1904, 1, 1+int(day), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	case day < 60:
		text = time.Date(1899, 12, 31+int(day), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	case day > 60:
		text = time.Date(1899, 12, 30+int(day), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	if rest != 0 {
		text += "T" + clock
	}
	return text, true
}

func two(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}

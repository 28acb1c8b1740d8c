package waiting_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/load/input"
	"saavu/internal/load/waiting"
	"saavu/internal/source"
	waits "saavu/pkg/waiting"
)

const head = "point,service,profession,from,to,n1,n2,n3,n4,n5,total,t3_own,t3_other,censored,queue1,queue1_on,queue2,queue2_on\n"

func read(t *testing.T, rows string) (*waiting.List, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "w.csv")
	if err := os.WriteFile(path, []byte(head+rows), 0o644); err != nil {
		t.Fatal(err)
	}
	r := &input.Reader{Files: source.OS().Until(t.Context())}
	list := waiting.Read(r, path, "", &waiting.County{Services: []string{"doctor", "nurse"}, Year: 2026,
		Points: map[string][]string{"doctor": {"hs_east", "hs_west"}, "nurse": {"hs_east"}}, Professions: map[string][]string{"doctor": {"gp", "nurse"}}})
	return list, r.Problems.Sorted(path).Err()
}

const sound = "hs_east,doctor,gp,2021-08-01,2021-09-30,81,49,77,31,10,248,68,90,other,100,2021-08-01,120,2021-10-31\n"

func TestRead(t *testing.T) {
	l, err := read(t, sound+"hs_west,doctor,,1.8.2021,30.9.2021,null,null,null,null,null,,36,,,,,,\nremote,doctor,,2021-08-01,2021-09-30,247,5,0,0,0,252,,,,,,,\n")
	if err != nil {
		t.Fatal(err)
	}
	o := l.Rows[0]
	if *o.Counts != (waits.Counts{81, 49, 77, 31, 10}) || o.Days() != 61 || o.Third[0] != (waits.Third{Days: 68}) || o.Third[1] != (waits.Third{Days: 90, Censored: true}) || o.Row != 2 {
		t.Errorf("%+v", o)
	}
	law := o.Law()
	drift, counted := o.Drift(law)
	if weeks := 13.0; !counted || math.Abs(drift.Value-20/weeks/law.Week()) > 1e-12 || !(drift.Low < drift.Value && drift.Value < drift.High) {
		t.Errorf("drift %v, %v", drift, counted)
	}
	if w := l.Rows[1]; w.Counts != nil || w.Law() != nil || w.Third[0].Days != 36 || !math.IsNaN(w.Third[1].Days) {
		t.Errorf("unknown visits: %+v", w)
	}
	if drift, counted := l.Rows[2].Drift(l.Rows[2].Law()); counted || drift != waits.Drift() {
		t.Errorf("drift without counts: %v, %v", drift, counted)
	}
}

// A printed total that does not add up is refused with its row, and a county whose own
// part is not known has none.
func TestTotals(t *testing.T) {
	const west = "hs_west,doctor,gp,2021-08-01,2021-09-30,1,2,3,4,5,15,,,,,,,\n"
	if _, err := read(t, sound+west+"total,doctor,gp,2021-08-01,2021-09-30,82,51,80,35,15,,,,,,,,\n"); err != nil {
		t.Error(err)
	}
	_, err := read(t, sound+west+"total,doctor,gp,2021-08-01,2021-09-30,82,51,18,35,15,,,,,,,,\n")
	if want := `:4: column "n3": found "18", expected 80, the sum of the rows of the same service and period`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, expected %s", err, want)
	}
	if _, err := read(t, sound+"hs_west,doctor,gp,2021-08-01,2021-09-30,,,,,,,,,,,,,\ntotal,doctor,gp,2021-08-01,2021-09-30,1,2,3,4,5,,,,,,,,\n"); err != nil {
		t.Errorf("a total with an unknown part: %v", err)
	}
}

// Every fault has its place, what was found and what was expected; all stand together.
func TestRefusals(t *testing.T) {
	field := func(at int, value string) string {
		f := strings.Split(strings.TrimSuffix(sound, "\n"), ",")
		f[at] = value
		return strings.Join(f, ",") + "\n"
	}
	for _, tt := range []struct{ rows, want string }{
		{field(0, "hs_est"), `column "point": found "hs_est", expected a facility with doctor, remote or total (did you mean hs_east?)`},
		{field(1, "docter"), `column "service": found "docter", expected a service of the county (did you mean doctor?)`},
		{field(2, "gpp"), `column "profession": found "gpp", expected nothing, or a profession of doctor: gp, nurse (did you mean gp?)`},
		{field(3, "August"), `column "from": found "August", expected a day such as 2021-08-01`},
		{field(4, "2021-07-30"), `column "to": found "2021-07-30", expected a day that is not before the first one, 2021-08-01`},
		{field(4, "2027-09-30"), `column "to": found "2027-09-30", expected a day not after the year of the county, 2026 (what has not been observed yet is no observation)`},
		{field(5, "81.5"), `column "n1": found "81.5", expected visits, a whole number, 0 or more`},
		{field(6, "-1"), `column "n2": found "-1", expected visits, a whole number, 0 or more`},
		{field(7, ""), `column "n3": found nothing, expected visits in all five classes, or in none (0 is no visit, nothing is unknown)`},
		{field(10, "284"), `column "total": found "284", expected 248, the sum of the classes`},
		{field(11, "90"), `column "t3_own": found "90", expected a wait below 90 days, or the word own or both in the column censored (90 is the top value: it means that or longer)`},
		{field(11, "120"), `column "t3_own": found "120", expected days until the third free slot, 0 to 90`},
		{field(12, "45"), `column "t3_other": found "45", expected 90, as the column censored has other`},
		{field(13, "yes"), `column "censored": found "yes", expected no, own, other, both or nothing (which third free slots are that or longer)`},
		{field(14, "-3"), `column "queue1": found "-3", expected people waiting, a whole number, 0 or more`},
		{field(15, ""), `column "queue1_on": found nothing, expected the day of the count`},
		{field(17, "2021-08-01"), `column "queue2_on": found "2021-08-01", expected a day after the first count, 2021-08-01`},
		{sound + sound, `:3: column "point": found "hs_east", expected every point, service, profession and period once (row 2 has it already)`},
		{"", `expected`},
	} {
		if _, err := read(t, tt.rows); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, expected %s", tt.rows, err, tt.want)
		}
	}
	_, err := read(t, field(5, "x")+strings.Replace(field(11, "90"), "hs_east", "hs_west", 1)+field(1, "docter"))
	if n := strings.Count(err.Error(), ": column "); n != 3 {
		t.Errorf("%d faults at once, expected 3: %v", n, err)
	}
}

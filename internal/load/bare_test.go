package load_test

import (
	"context"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"io/fs"

	"saavu/internal/load"
	"saavu/internal/realdata"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// bareWorld is three tables in memory.
func bareWorld(matrix, cells, places string) (source.Files, load.BareFiles) {
	files := source.In(map[string]fs.FS{"t": fstest.MapFS{"m.csv": {Data: []byte(matrix)}, "c.csv": {Data: []byte(cells)}, "p.csv": {Data: []byte(places)}}})
	return files, load.BareFiles{Matrix: "t/m.csv", Unit: "minutes", Demand: load.BareColumn{File: "t/c.csv", Name: "people"},
		Supply: load.BareColumn{File: "t/p.csv", Name: "beds"}, Standing: load.BareColumn{File: "t/c.csv", Name: "income"}}
}

func TestReadBare(t *testing.T) {
	files, f := bareWorld("from_id,to_id,travel_time\nb,2,10.51\na,1,5\nb,1,0\n", "id,people,income\na,3,NA\nb,4,100\n", "id,beds\n1,2\n2,0.5\n3,1\n")
	b, err := load.ReadBare(context.Background(), files, f)
	if err != nil {
		t.Fatal(err)
	}
	const no = travel.Unreached
	want := [][]travel.Seconds{{300, 0}, {no, 631}, {no, no}}
	if !slices.Equal(b.Cells, []string{"a", "b"}) || !slices.Equal(b.Facilities, []string{"1", "2", "3"}) || !slices.Equal(b.Demand, []float64{3, 4}) ||
		!slices.Equal(b.Supply, []float64{2, 0.5, 1}) || !math.IsNaN(b.Standing[0]) || b.Standing[1] != 100 || !slices.EqualFunc(b.Columns, want, slices.Equal) {
		t.Errorf("%+v", b)
	}
	if !strings.Contains(strings.Join(noted(b.Notes), "\n"), "1 ") || len(b.Inputs) != 3 {
		t.Errorf("%q %v", noted(b.Notes), b.Inputs)
	}
}

func TestReadBareRefuses(t *testing.T) {
	const times, cells, places = "from_id,to_id,travel_time\na,1,5\n", "id,people,income\na,3,1\n", "id,beds\n1,2\n"
	for _, c := range []struct{ matrix, cells, places, want string }{
		{"from_id,to_id,travel_time\nz,1,5\ny,1,2\n", cells, places, `t/m.csv:2: column "from_id": found "z"`},
		{"from_id,to_id,travel_time\na,9,5\n", cells, places, `column "to_id": found "9", expected a row of the table of supply`},
		{"from_id,to_id,minutes\na,1,5\n", cells, places, `t/m.csv:1: column "travel_time": found nothing, expected a column of this name`},
		{times, "id,people,income\na,NA,1\n", places, `t/c.csv:2: column "people": found "NA", expected a number, 0 or more (unknown is not 0: remove the row, or give the number)`},
		{times, "id,people,income\na,-1,1\n", places, `t/c.csv:2: column "people": found "-1", expected a number, 0 or more`},
		{times, "id,people,income\na,1,1\na,2,1\n", places, `t/c.csv:3: column "id": found "a", expected every id once (row 2 has it already)`},
		{times, "id,people,income\na,1,rich\n", places, `t/c.csv:2: column "income": found "rich", expected a number, 0 or more`},
		{times, "id,people,income\n", places, `t/c.csv: found "a header without rows", expected rows of cells or facilities`},
	} {
		files, f := bareWorld(c.matrix, c.cells, c.places)
		if _, err := load.ReadBare(context.Background(), files, f); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
}

// The published tables of Belo Horizonte, as they are.
func TestReadBareRealTables(t *testing.T) {
	dir := filepath.Join(realdata.Dir(t), "belo-horizonte")
	land := filepath.Join(dir, "land_use_data.csv")
	b, err := load.ReadBare(context.Background(), source.OS(), load.BareFiles{Matrix: filepath.Join(dir, "travel_matrix.csv"), Unit: "minutes",
		Demand: load.BareColumn{File: land, Name: "population"}, Supply: load.BareColumn{File: land, Name: "jobs"}, Standing: load.BareColumn{File: land, Name: "income_per_capita"}})
	if err != nil {
		t.Fatal(err)
	}
	pairs, unknown := 0, 0
	for _, c := range b.Columns {
		for _, s := range c {
			if s != travel.Unreached {
				pairs++
			}
		}
	}
	for _, v := range b.Standing {
		if math.IsNaN(v) {
			unknown++
		}
	}
	if len(b.Cells) != 898 || pairs != 748_437 || unknown != 78 {
		t.Errorf("%d cells, %d pairs, %d without an income", len(b.Cells), pairs, unknown)
	}
	t.Log(strings.Join(noted(b.Notes), "\n"))
}

// readBare reads tables that must be valid.
func readBare(t *testing.T, matrix, cells, places string, change func(*load.BareFiles)) (*load.Bare, string) {
	t.Helper()
	files, f := bareWorld(matrix, cells, places)
	f.Standing = load.BareColumn{}
	if change != nil {
		change(&f)
	}
	b, err := load.ReadBare(context.Background(), files, f)
	if err != nil {
		t.Fatal(err)
	}
	return b, strings.Join(noted(b.Notes), "\n")
}

func TestBareTotalsAreLeftOut(t *testing.T) {
	const times, places = "from_id,to_id,travel_time\na,1,5\nb,1,6\nc,1,7\nd,1,8\n", "id,beds\n1,2\n"
	for _, c := range []struct {
		name, cells string
		people      []float64
	}{
		{"below", "id,people\na,3\nb,4\nYhteensä,7\n", []float64{3, 4}},
		{"above", "id,people\nSamtliga,7\na,3\nb,4\n", []float64{3, 4}},
		{"rounded", "id,people\na,3.4\nb,4.4\nTotal,8\n", []float64{3.4, 4.4}},
		{"of parts", "id,people\na,3\nb,4\nTikkurila yhteensä,7\nc,1\nd,2\nMyyrmäki yhteensä,3\nKAIKKI YHTEENSÄ,10\n", []float64{3, 4, 1, 2}},
		{"labelled next to the id", "id,name,people\na,A,3\nb,B,4\n99,Hela kommunen,7\n", []float64{3, 4}},
		{"without an id", "id,name,people\na,A,3\nb,B,4\n,Yhteensä,7\n", []float64{3, 4}},
		{"code of zeros", "id,people\n000,9\na,3\nb,4\nc,2\n", []float64{3, 4, 2}},
		{"one cell and its total", "id,people\na,3\nSSS,3\n", []float64{3}},
	} {
		b, notes := readBare(t, times, c.cells, places, nil)
		if !slices.Equal(b.Demand, c.people) || !strings.Contains(notes, "is the sum of other rows and was left out") {
			t.Errorf("%s: %v %s", c.name, b.Demand, notes)
		}
	}
	// Rows that resemble totals but are not.
	for _, cells := range []string{"a,3\n", "Koko kunta,3\n", "a,0\nb,0\nc,0\nd,0\n", "a,3\nb,3\nc,0\nd,0\n", "0,3\na,1\nb,1\n", "a,3\nb,4\nc,7\n"} {
		matrix := "from_id,to_id,travel_time\n"
		for line := range strings.Lines(cells) {
			id, _, _ := strings.Cut(line, ",")
			matrix += id + ",1,5\n"
		}
		b, notes := readBare(t, matrix, "id,people\n"+cells, places, nil)
		if len(b.Demand) != strings.Count(cells, "\n") || strings.Contains(notes, "sum of others") {
			t.Errorf("%s: %v %s", cells, b.Demand, notes)
		}
	}
}

func TestAmbiguousBareTotalsAreRefused(t *testing.T) {
	const times, places = "from_id,to_id,travel_time\na,1,5\nb,1,6\nc,1,7\nd,1,8\n", "id,beds\n1,2\n"
	for _, c := range []struct{ cells, places, want string }{
		{"id,people\na,3\nb,4\nYhteensä,9\n", places, `t/c.csv:4: column "id": found "Yhteensä", expected a cell, or the sum of other rows ("Yhteensä" names a total, but the row is not the sum of others`},
		{"id,people\na,3\nb,4\nc,2\nd,9\n", places, `t/c.csv:5: column "id": found "d", expected a cell, not the sum of all other rows`},
		{"id,people\na,3\n", "id,beds\n1,2\n2,3\n3,1\n4,6\n", `t/p.csv:5: column "id": found "4", expected a facility, not the sum of all other rows`},
	} {
		files, f := bareWorld(times, c.cells, c.places)
		f.Standing = load.BareColumn{}
		if _, err := load.ReadBare(context.Background(), files, f); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "--keep-total") {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
	b, _ := readBare(t, times, "id,people\na,3\nb,4\nc,2\nd,9\n", places, func(f *load.BareFiles) { f.KeepTotal = []string{"d"} })
	if !slices.Equal(b.Demand, []float64{3, 4, 2, 9}) {
		t.Error(b.Demand)
	}
}

func TestEachBareTableHasItsIDColumn(t *testing.T) {
	_, f := bareWorld("", "", "")
	files, standing := source.In(map[string]fs.FS{"t": fstest.MapFS{
		"m.csv": {Data: []byte("from_id,to_id,travel_time\na,1,5\nb,1,6\n")}, "c.csv": {Data: []byte("cell,people\na,3\nb,4\n")},
		"p.csv": {Data: []byte("site,beds\n1,2\n")}, "i.csv": {Data: []byte("ruutu,eur\na,30\nb,20\n")}}}), load.BareColumn{File: "t/i.csv", Name: "eur"}
	f.Standing = standing
	_, err := load.ReadBare(context.Background(), files, f)
	for _, want := range []string{`t/c.csv:1: column "id"`, "--demand-id", `t/p.csv:1: column "id"`, "--supply-id", `t/i.csv:1: column "id"`, "--income-id"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, expected %s", err, want)
		}
	}
	f.ID, f.Supply.ID, f.Standing.ID = "cell", "site", "ruutu"
	b, err := load.ReadBare(context.Background(), files, f)
	if err != nil || !slices.Equal(b.Standing, []float64{30, 20}) || b.Facilities[0] != "1" {
		t.Errorf("%v, %v", b, err)
	}
}

func TestBareDecimalCommas(t *testing.T) {
	files, f := bareWorld("from_id,to_id,travel_time\na,1,5\nb,1,6\n", "id,people\na,3\nb,\"6,05\"\n", "id,beds\n1,\"0,5\"\n")
	f.Standing = load.BareColumn{}
	_, err := load.ReadBare(context.Background(), files, f)
	for _, want := range []string{"(write 6.05: the decimal separator is a point)", "(write 0.5: the decimal separator is a point)"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, expected %s", err, want)
		}
	}
}

func TestExchangedFromAndToAreReported(t *testing.T) {
	const want = `t/m.csv:2: column "from_id": found "p1", expected a cell of the grid (from_id and to_id look exchanged: `
	files, f := bareWorld("from_id,to_id,travel_time\np1,a,5\np1,b,6\np2,a,7\nx,b,3\n", "id,people\na,3\nb,4\n", "id,beds\np1,1\np2,1\n")
	f.Standing = load.BareColumn{}
	_, err := load.ReadBare(context.Background(), files, f)
	if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "--columns to_id,from_id,travel_time") || strings.Contains(err.Error(), "\n") {
		t.Error(err)
	}
	f.From, f.To = "to_id", "from_id"
	if _, err := load.ReadBare(context.Background(), files, f); err != nil {
		t.Error(err)
	}
	files, f = bareWorld("from_id,to_id,travel_time\nu,v,5\nw,a,6\n", "id,people\na,3\nb,4\n", "id,beds\np1,1\np2,1\n")
	f.Standing = load.BareColumn{}
	if _, err := load.ReadBare(context.Background(), files, f); err == nil || strings.Contains(err.Error(), "exchanged") {
		t.Error(err)
	}
}

func TestDecimalCommasOfTimes(t *testing.T) {
	files, f := bareWorld("from_id,to_id,travel_time\na,1,5\nb,1,\"6,05\"\n", "id,people\na,3\nb,4\n", "id,beds\n1,1\n")
	f.Standing = load.BareColumn{}
	if _, err := load.ReadBare(context.Background(), files, f); err == nil || !strings.Contains(err.Error(), "(write 6.05: the decimal separator is a point; ") {
		t.Error(err)
	}
}

func TestBareMarksOfMissingTimes(t *testing.T) {
	for _, mark := range []string{"NaN", "nan", "Inf", "inf", "Infinity", "<NA>", "NA", "n/a", "NULL", "null", "None", "-", "..", "...", "-1", "-9999", "-999.0", "#N/A", ""} {
		b, notes := readBare(t, "from_id,to_id,travel_time\na,1,5\nb,1,"+mark+"\n", "id,people\na,3\nb,4\n", "id,beds\n1,2\n", nil)
		if b.Columns[0][0] != 300 || b.Columns[0][1] != travel.Unreached {
			t.Errorf("%q: %v", mark, b.Columns)
		}
		if mark != "" && !strings.Contains(notes, `m.csv: read as missing times: `) {
			t.Errorf("%q: %s", mark, notes)
		}
	}
	b, notes := readBare(t, "from_id,to_id,travel_time\na,1,9999\nb,1,NaN\n", "id,people\na,3\nb,4\n", "id,beds\n1,2\n", func(f *load.BareFiles) { f.Missing = []string{"9999", "ei"} })
	if b.Columns[0][0] != travel.Unreached || b.Columns[0][1] != travel.Unreached || !strings.Contains(notes, `"9999" 1 time, "NaN" 1 time`) {
		t.Errorf("%v %s", b.Columns, notes)
	}
	for _, wrong := range []string{"-5", "-Inf", "soon"} {
		files, f := bareWorld("from_id,to_id,travel_time\na,1,"+wrong+"\n", "id,people\na,3\n", "id,beds\n1,2\n")
		f.Standing = load.BareColumn{}
		if _, err := load.ReadBare(context.Background(), files, f); err == nil || !strings.Contains(err.Error(), "a missing time is an empty field, NA, NaN, Inf") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}

func TestNumbersLikeMarksAreNotedAndUsed(t *testing.T) {
	_, notes := readBare(t, "from_id,to_id,travel_time\na,1,999\nb,1,5\n", "id,people\na,3\nb,99999\n", "id,beds\n1,2147483647\n", nil)
	for _, want := range []string{"m.csv, travel_time: 999 occurs in 1 row", "c.csv, people: 99999 occurs in 1 row", "p.csv, beds: 2147483647 occurs in 1 row"} {
		if !strings.Contains(notes, want) {
			t.Errorf("%s is not in\n%s", want, notes)
		}
	}
	// Among other numbers of its size, such a number is ordinary.
	if _, notes = readBare(t, "from_id,to_id,travel_time\na,1,999\nb,1,1000\n", "id,people\na,3\nb,4\n", "id,beds\n1,2\n", nil); strings.Contains(notes, "occurs in") {
		t.Error(notes)
	}
}

func TestBareMissingValuesAreNotZero(t *testing.T) {
	const times, places = "from_id,to_id,travel_time\na,1,5\n", "id,beds\n1,2\n"
	for _, mark := range []string{"NaN", "..", "NULL", "-", "<NA>", "-9999", ""} {
		files, f := bareWorld(times, "id,people,income\na,"+mark+",1\n", places)
		if _, err := load.ReadBare(context.Background(), files, f); err == nil || !strings.Contains(err.Error(), "unknown is not 0") {
			t.Errorf("%q: %v", mark, err)
		}
	}
	for _, mark := range []string{"NaN", "..", "NULL", "", "x"} {
		b, _ := readBare(t, times, "id,people,income\na,3,"+mark+"\n", places, func(f *load.BareFiles) {
			f.Standing, f.Missing = load.BareColumn{File: "t/c.csv", Name: "income"}, []string{"x"}
		})
		if !math.IsNaN(b.Standing[0]) {
			t.Errorf("%q: %v", mark, b.Standing)
		}
	}
}

func TestBareIDsThatDiffer(t *testing.T) {
	for _, c := range []struct{ table, matrix, want string }{
		{"1001", "01001", `the other file has "1001", not "01001": they differ by leading zeros; 2 of 2 such ids would be found if they were written the same`},
		{"01001", "1001", "leading zeros"}, {"1001", "1001.0", "decimals"}, {"1001", "1 001", "spaces"}, {"1001", "\"1,001\"", "thousands separators"}, {"1001", "1.001", "thousands separators"},
		{"1001", "1\u00a0001", "invisible characters or no-break spaces"}, {"1001", "\ufeff1001", "invisible"}, {"a-1", "a\u22121", "dashes"}, {"Itä", "ITÄ", "upper and lower case"},
		{"a1", "'a1'", "quotes"}, {"1001", "1.001E+3", "a number written with an exponent"}, {"091", "FI:91", "the text before the number, and by leading zeros"},
		{"091", "KU091", "the text before the number"}, {"91", "091.0", "decimals such as 1001.0, which a column with missing values gets, and by leading zeros"},
		{"617700169958293503", "6.17E+17", "digits were lost"}, {"617700169958293503", "617700169958293000", "digits were lost"}, {"617700169958293503", "617700169958293504", "digits were lost"},
		{"6.177E+17", "617700169958293503", "digits were lost"}, {"x", "y", "check that the two files are of the same edition"},
	} {
		other := map[string]string{"1001": "1002", "01001": "01002"}[c.table]
		second := ""
		if c.matrix == "01001" && other != "" {
			second = "01002,1,6\n"
		}
		cells := "id,people\n\"" + c.table + "\",3\n"
		if second != "" {
			cells += other + ",4\n"
		}
		files, f := bareWorld("from_id,to_id,travel_time\n"+c.matrix+",1,5\n"+second, cells, "id,beds\n1,2\n")
		f.Standing = load.BareColumn{}
		if _, err := load.ReadBare(context.Background(), files, f); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s and %s: got %v\nwant %s", c.table, c.matrix, err, c.want)
		}
	}
}

func TestBareIDsOfAnotherUnicodeFormJoin(t *testing.T) {
	b, notes := readBare(t, "from_id,to_id,travel_time\nKivisto\u0308,1,5\na,1,6\n", "id,people\nKivist\u00f6,3\na,4\n", "id,beds\n1,2\n", nil)
	if b.Columns[0][0] != 300 || !strings.Contains(notes, "differ only in Unicode form (NFC and NFD), taken as the same: 1") {
		t.Errorf("%v %s", b.Columns, notes)
	}
	// If both forms are ids, they are different ids.
	b, _ = readBare(t, "from_id,to_id,travel_time\no\u0308,1,5\n", "id,people\n\u00f6,3\no\u0308,4\n", "id,beds\n1,2\n", nil)
	for i, id := range b.Cells {
		if reached := b.Columns[0][i] == 300; reached != (id == "o\u0308") {
			t.Errorf("%+q has %v", b.Cells, b.Columns)
		}
	}
}

// A square matrix gives the same result as only the rows that the tables need.
func TestLargerMatrixGivesTheSameTimes(t *testing.T) {
	const cells, places = "id,people\na,3\nb,4\nc,5\n", "id,beds\nb,2\n"
	wide, notes := readBare(t, "from_id,to_id,travel_time\na,a,0\na,b,10\nb,a,10\nb,b,0.4\nb,z,3\nz,b,4\nc,a,20\n", cells, places, nil)
	narrow, _ := readBare(t, "from_id,to_id,travel_time\na,b,10\nb,b,0.4\n", cells, places, nil)
	if !slices.EqualFunc(wide.Columns, narrow.Columns, slices.Equal) || !slices.Equal(wide.Demand, narrow.Demand) || !slices.Equal(wide.Supply, narrow.Supply) {
		t.Errorf("%v is not %v", wide.Columns, narrow.Columns)
	}
	for _, want := range []string{"rows left out because their from_id is not a row of the table of demand: 1, with 1 id such as z (3 of the 3 ids of that table have rows)",
		"rows left out because their to_id is not a row of the table of supply: 4, with 2 ids such as a (1 of the 1 ids of that table have rows)"} {
		if !strings.Contains(notes, want) {
			t.Errorf("%s is not in\n%s", want, notes)
		}
	}
	for _, c := range []struct{ matrix, want string }{
		{"a,b,1\nx,b,1\ny,b,1\n", "it has 1 of the 3 ids of the other file, and other rows are only left out if it has at least half"}, // few join
		{"a,b,1\nc,b,1\nB,b,2\n", "they differ by upper and lower case"},                                                               // most join, one is misspelt
		{"a,b,1\nb,b,1\nc,b,1\n,b,2\n", `column "from_id": found nothing`},                                                             // no id at all
	} {
		files, f := bareWorld("from_id,to_id,travel_time\n"+c.matrix, cells, places)
		f.Standing = load.BareColumn{}
		if _, err := load.ReadBare(context.Background(), files, f); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
}

// A place may have the name of a total and as many people or positions as one other
// row: that is not a sum. Cells are refused, locations are kept with a note.
func TestPlacesNamedLikeTotals(t *testing.T) {
	const named = "id,name,people\n"
	for rows, want := range map[string]string{
		named + "a,A,10\nb,B,20\ne,Summa,40\nc,C,40\n":   `column "id": found "e", expected a cell, or the sum of several rows`,
		named + "a,A,40\ne,Summa,40\nc,C,7\n":            `column "id": found "e", expected a cell, or the sum of several rows`,
		"id,people\na,40\nSumma,40\nc,7\n":               `column "id": found "Summa", expected a cell, or the sum of several rows`,
		"id,people\n0,60\na,10\nb,20\nc,30\n":            `column "id": found "0", expected a cell, not the sum of all other rows`,
		named + "a,A,40\ne,Kerava yhteensä,40\nc,C,7\n":  "",
		named + "a,A,40\nc,C,7\ne,Summa,47\n":            "",
		"id,people\n000,60\na,10\nb,20\nc,30\n":          "",
		"id,people\na,40\nYhteensä,40\n":                 "",
		"id,people\na,10\n0,20\nb,30\nc,40\nSumma,100\n": "",
	} {
		cells := "from_id,to_id,travel_time\n"
		for _, id := range []string{"a", "b", "c", "e", "0", "Summa"} {
			cells += id + ",f,10\n"
		}
		files, f := bareWorld(cells, rows, "id,beds\nf,1\n")
		f.Standing = load.BareColumn{}
		b, err := load.ReadBare(context.Background(), files, f)
		switch {
		case want == "" && (err != nil || strings.Count(strings.Join(noted(b.Notes), "\n"), "is the sum of other rows and was left out") != 1):
			t.Errorf("%s: %v", rows, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v", rows, err)
		}
	}
}

// noted are notes in English.
func noted(notes []report.Message) []string { return words.In(lang.English).Messages(notes) }

package inspect

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"saavu/pkg/spatial"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	check "github.com/santhosh-tekuri/jsonschema/v6"

	"saavu/internal/format/gpkg"
	"saavu/internal/format/record"
	"saavu/internal/source"
	"saavu/pkg/report"
)

var update = flag.Bool("update", false, "write the schema and the golden texts again")

// look inspects texts as files of a folder "f".
func look(t *testing.T, texts map[string]string, names ...string) *Report {
	t.Helper()
	folder := fstest.MapFS{}
	for name, text := range texts {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for i, n := range names {
		names[i] = "f/" + n
	}
	r, err := Files(context.Background(), source.In(map[string]fs.FS{"f": folder}), names, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// doubtTexts returns the doubts of a file with the advice.
func doubtTexts(f *File) []string {
	var out []string
	for _, d := range f.Doubts {
		out = append(out, d.Text+" → "+d.Do)
	}
	return out
}

func TestDoubts(t *testing.T) {
	ten := func(row string) string {
		var b strings.Builder
		for i := range 10 {
			fmt.Fprintf(&b, row+"\n", i)
		}
		return b.String()
	}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "id,x,y\n" + ten("%d,385125,6672125"), []string{
			"9 rows are at the place of another row → each cell must have its own place; for service points this can be correct",
			"no coordinate system is stated; EPSG:3067 (ETRS89 / TM35FIN(E,N)) would put the places in Finland → declare epsg: 3067"}},
		{"exchanged", "id,x,y\n1,6672125,385125\n2,6672375,385125\n", []string{
			"no coordinate system is stated; EPSG:3067 (ETRS89 / TM35FIN(E,N)) would put the places in Finland → declare epsg: 3067",
			"x and y are exchanged: the northing or latitude comes first → declare axes: yx, or run with --fix axes",
			"x: the column holds the northing, metres → x is the easting, y the northing: declare axes: yx, or exchange the columns",
			"y: the column holds the easting, metres → x is the easting, y the northing: declare axes: yx, or exchange the columns"}},
		{"degrees in metres", "id,easting,northing\n1,25.1,60.2\n2,25.2,60.3\n", []string{
			"easting: the column holds degrees (longitude) → the name suggests metres: trust the values",
			"no coordinate system is stated; EPSG:4326 (WGS 84) would put the places in Finland → declare epsg: 4326",
			"northing: the column holds degrees (latitude) → the name suggests metres: trust the values"}},
		{"abroad", "id,x,y\n1,1,2\n2,2,3\n", []string{
			"no coordinate system is stated, and none fits by the numbers alone: x 1 to 2, y 2 to 3 → ask where the file comes from, and declare its epsg; inspect it with a file of the county that states its system"}},
		{"ids twice", "id,people\n" + ten("%d,5") + "3,5\n", []string{
			`id: 1 id is in more than one row, such as "3" in 2 → every cell, place or area needs its own id`}},
		{"hidden", "id,IKA0_9,IKA10_19,IKA_YLI20,ASUKKAITA\n1,99,99,99,40\n2,-1,-1,-1,5\n3,,,,7\n4,10,99,30,60\n5,1,99,0,100\n6,1,1,1,4\n7,0,0,0,9\n8,1,2,3,6\n", []string{
			"-1 is in all 3 columns of ages in 1 row: the ages there are hidden, not counts → name it under population.hidden",
			"99 is a count in 1 row: there the ages add up to ASUKKAITA → nothing: it is treated as a count there",
			"99 is in all 3 columns of ages in 1 row: the ages there are hidden, not counts → name it under population.hidden",
			"99 is in some columns of ages in 1 row, which do not add up to ASUKKAITA: counts and hidden counts are mixed → the hidden columns share the rest of the row's people",
			"an empty value, or a mark for one, is in all 3 columns of ages in 1 row: the ages there are hidden, not counts → name it under population.hidden",
			"every column of ages is 0 in 1 row with people → 0 may stand for a hidden count",
			"the ages do not add up to ASUKKAITA in 1 row without a hidden count (they do in 2 rows) → the total is used and the ages are scaled to it; ask where the file comes from if there are many"}},
		{"no total", "id,p0_6,p7_17,p18\n1,2,3,4\n2,,,\n", []string{
			"an empty value, or a mark for one, is in all 3 columns of ages in 1 row: the ages there are hidden, not counts → name it under population.hidden",
			"no column of all people was found in addition to the ages → name it as population.total if there is one: hidden counts are derived from it"}},
		{"suspects", "id,staff\n" + ten("%d,99") + "10,3\n11,4\n", []string{
			"staff: 99 is in 10 rows, far more often than the numbers next to it → it may mean a hidden or missing value: ask before counting it"}},
		{"only -1", "id,beds\n1,-1\n2,-1\n", []string{"beds: every number is -1 → leave the column out: it holds no data"}},
		{"decimal comma", "id\tarea\n1\t12,5\n2\t3,25\n", []string{
			"area: 2 values are numbers with a decimal comma → numbers with a decimal comma are read if ; separates the fields: save it that way, or with decimal points"}},
		{"mixed", "id,beds\n1,3\n2,some\n3,4\n4,5\n", []string{
			`beds: 3 numbers and 1 text, such as "3", "some", "4" → numbers and texts in one column: fix the file, or keep it as text`}},
		{"wrong encoding", "id,name\n1,PÃ¶ytyÃ¤\n2,Turku\n", []string{
			"name: 1 text was read in a wrong encoding somewhere, such as \"PÃ¶ytyÃ¤\" → save the file again as UTF-8, from a version that was correct"}},
		{"zeros cut off", "kunta,people\n091,3\n92,4\n", []string{
			"kunta: 1 code begins with 0, and codes have 2 to 3 digits → codes have one length: a spreadsheet may have removed the zeros"}},
		{"marks", "id,name,phone\n1,-,-\n2,a,…\n", []string{
			`"-" means a missing value 2 times, in name, phone → it is treated as missing here; declare it where the file is used`,
			`"…" means a missing value 1 time, in phone → it is treated as missing here; declare it where the file is used`,
			"no row has a value in phone → "}},
		{"times", "from_id,to_id,travel_time_p50\n1,1,0\n1,2,12.5\n2,1,9\n", []string{
			"4 pairs of from_id and to_id are possible and 1 is absent → an absent pair counts as not reached",
			"travel_time_p50: it is not stated whether these are minutes or seconds (0 to 12.5); 1 is not a whole number → declare unit, under travel.sources"}},
		{"times by mode", "from_id,to_id,walk,pt_rush,car_dist\n1,1,3,4,5\n1,2,3,4,5\n2,1,3,4,5\n2,2,3,4,5\n", []string{
			"pt_rush: it is not stated whether these are minutes or seconds (4 to 4) → declare unit, under travel.sources",
			"walk: it is not stated whether these are minutes or seconds (3 to 3) → declare unit, under travel.sources"}},
		{"one column", "a b\n1 2\n3 4\n", []string{
			"the file has one column: none of ; , tab and | separates fields in its first line → a table of spaces or of fixed widths is not read: save it as CSV"}},
		{"no header", "7;8,5\n1;2,5\n2;3,5\n", []string{
			"the first line looks like data: the table has no header → write a line of names above it"}},
		{"shapes with heights", "id;wkt\n1;POLYGON Z ((385000 6672000 1, 385250 6672000 1, 385250 6672250 1, 385000 6672000 1))\n", []string{
			"no coordinate system is stated; EPSG:3067 (ETRS89 / TM35FIN(E,N)) would put the places in Finland → declare epsg: 3067"}},
		{"degrees abroad", "id,lon,lat\n1,-51.25476,-30.10998\n2,-51.25479,-30.10998\n", []string{
			"no coordinate system is stated; columns of that name have degrees, EPSG:4326 (WGS 84) → declare epsg: 4326"}},
		{"degrees with a decimal comma", "id\tlon\tlat\n1\t24,94\t60,17\n2\t25,01\t60,2\n", []string{
			"lat: 2 values are numbers with a decimal comma → numbers with a decimal comma are read if ; separates the fields: save it that way, or with decimal points",
			"lon: 2 values are numbers with a decimal comma → numbers with a decimal comma are read if ; separates the fields: save it that way, or with decimal points",
			`no place is read from lon and lat: their numbers have a decimal comma, such as "24,94", "60,17" → save the file with ; between the fields, or with decimal points`}},
		{"degrees and minutes", "id,lon,lat\n1,24° 56' E,60° 10' N\n2,25° 1' E,60° 12' N\n", []string{
			`no place is read from lon and lat: their values are not plain numbers, such as "24° 56' E", "60° 10' N" → write metres, or degrees with decimals, without spaces, letters and signs`}},
		{"kilometres", "id,x,y\n1,385.125,6672.125\n2,385.3,6672.4\n", []string{
			"no coordinate system is stated; the coordinates look like kilometres of EPSG:3067 (ETRS89 / TM35FIN(E,N)) → multiply x and y by 1000"}},
		{"old coordinates", "id,x,y\n1,3391884,6688579\n2,3391984,6688679\n", []string{
			"no coordinate system is stated; the coordinates look like EPSG:2393 (KKJ / Finland Uniform Coordinate System), which is not supported → " +
				"bring the places to EPSG:3067 first, in QGIS or with ogr2ogr -s_srs EPSG:2393 -t_srs EPSG:3067"}},
		{"latitude first", "id,lon,lat\n1,60.17,24.94\n2,60.2,25.01\n", []string{
			"lat: the column holds the longitude, degrees → x is the longitude, y the latitude: declare axes: yx, or exchange the columns",
			"lon: the column holds the latitude, degrees → x is the longitude, y the latitude: declare axes: yx, or exchange the columns",
			"no coordinate system is stated; EPSG:4326 (WGS 84) would put the places in Finland → declare epsg: 4326",
			"x and y are exchanged: the northing or latitude comes first → declare axes: yx, or run with --fix axes"}},
		{"eastings without their zone", "id,x,y\n1,495851,6680993\n2,496101,6681001\n", []string{
			"no coordinate system is stated; two readings put the places in Finland: EPSG:3067 (ETRS89 / TM35FIN(E,N)), at 26.9 E 60.3 N, and Gauss-Krüger without the zone number " +
				"in front of x (GK19 to GK28), GK25 at 24.9 E 60.2 N, 111 km away → ask which it is, and declare epsg: 3067, or that of the zone without its number, 3132 for GK25 (3126 for GK19 to 3135 for GK28)"}},
		{"eastings whose column names the system", "id,etrs_tm35fin_e,etrs_tm35fin_n\n1,495851,6680993\n2,496101,6681001\n", []string{
			"no coordinate system is stated; EPSG:3067 (ETRS89 / TM35FIN(E,N)) would put the places in Finland → declare epsg: 3067"}},
		{"an isolated cell", "id,x,y,people\n7,395125,6672125,900\n" + strings.ReplaceAll(grid(100, nil), "\n", ",5\n"), []string{
			"no coordinate system is stated; EPSG:3067 (ETRS89 / TM35FIN(E,N)) would put the places in Finland → declare epsg: 3067",
			"the cell of the most people (7), with 900, lies 7.8 km from every other → people whose home is unknown may be counted there: population.no_building leaves them out"}},
		{"off the grid", "id,x,y\n" + grid(100, func(i int, x, y float64) (float64, float64) {
			if i == 50 {
				x += 20
			}
			return x, y
		}), []string{
			"1 of 100 cells is not on one grid of 250 m → cells must be whole sides away from each other: two grids may be in one file",
			"no coordinate system is stated; EPSG:3067 (ETRS89 / TM35FIN(E,N)) would put the places in Finland → declare epsg: 3067"}},
		{"no places", "id,x,y\n1,,\n2,,\n", []string{"no row has a value in x, y → "}},
		{"some places", "id,x,y\n2,,\n3,12,13\n" + grid(100, nil), []string{
			"1 place is outside Finland → check for typing errors, zeros and places abroad",
			"1 row has no place → find the places or leave the rows out",
			"no coordinate system is stated; EPSG:3067 (ETRS89 / TM35FIN(E,N)) would put the places in Finland → declare epsg: 3067"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := doubtTexts(&look(t, map[string]string{"a.csv": c.text}, "a.csv").Files[0])
			slices.Sort(got)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// grid writes n cells of 250 m in rows of ten.
func grid(n int, move func(i int, x, y float64) (float64, float64)) string {
	var b strings.Builder
	for i := range n {
		x, y := 385125+250*float64(i%10), 6672125+250*float64(i/10)
		if move != nil {
			x, y = move(i, x, y)
		}
		fmt.Fprintf(&b, "%d,%g,%.0f\n", 1000+i, x, y)
	}
	return b.String()
}

func TestColumns(t *testing.T) {
	r := look(t, map[string]string{"a.csv": "id;nimi;x;y;p0_6;p7;open;since;share;code\n" +
		"1;a;385125;6672125;1;2;true;2024-01-31;0,5;091\n2;b;385375;6672125;3;4;false;1.2.2024;1,5;049\n3;b;385625;6672125;3;4;false;;;235\n"}, "a.csv")
	type row struct {
		Type, Means       string
		Missing, Distinct int64
	}
	got := map[string]row{}
	for _, c := range r.Files[0].Columns {
		got[c.Name] = row{c.Type, c.Means, c.Missing, c.Distinct}
	}
	want := map[string]row{
		"id": {"whole number", "id, each value once", 0, 3}, "nimi": {"text", "name", 0, 2},
		"x": {"whole number", "easting, metres", 0, 3}, "y": {"whole number", "northing, metres", 0, 1},
		"p0_6": {"whole number", "people aged 0 to 6", 0, 2}, "p7": {"whole number", "people aged 7 and over", 0, 2},
		"open": {"text", "", 0, 2}, "since": {"date", "", 1, 2}, "share": {"number", "", 1, 2}, "code": {"text", "id, each value once", 0, 3},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestAgesOf(t *testing.T) {
	for _, c := range []struct {
		name string
		want ageName
		ok   bool
	}{
		{"IKA0_9", ageName{"ika", 0, 9, true}, true}, {"IKA_YLI80", ageName{"ika", 80, openEnd, true}, true}, {"he_0_2", ageName{"he", 0, 2, true}, true},
		{"he_85_", ageName{"he", 85, openEnd, true}, true}, {"p0_6", ageName{"p", 0, 6, true}, true}, {"p75", ageName{"p", 75, openEnd, false}, true},
		{"v_75", ageName{"v", 75, openEnd, false}, true}, {"0-6", ageName{"", 0, 6, true}, true}, {"75+", ageName{"", 75, openEnd, true}, true},
		{"age 7-17", ageName{"age", 7, 17, true}, true}, {"a65_", ageName{"a", 65, openEnd, true}, true},
		{"he_vakiy", ageName{}, false}, {"x", ageName{}, false}, {"pt_r_t", ageName{}, false}, {"2024", ageName{}, false}, {"75", ageName{}, false}, {"p9_2", ageName{}, false},
	} {
		got, ok := agesOf(c.name)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%s: %+v %v", c.name, got, ok)
		}
	}
}

// Ages are found among other columns with numbers in their names.
func TestFindAges(t *testing.T) {
	for header, want := range map[string]string{
		"id,x1,x2,v_0_6,v_7_14,v_15,v_yht": "v_0_6 v_7_14 v_15 of v_yht", "id,p18,p0_6,p7_17": "p0_6 p7_17 p18 of ",
		"id,a0_6,a8_17,a18_": "none", "id,0-6,7-17,18+": "0-6 7-17 18+ of ", "id,a0_6,a7_": "a0_6 a7_ of ", "id,a1_6,a7_": "none", "id,y2020,y2021,y2022": "none",
	} {
		f := look(t, map[string]string{"a.csv": header + "\n" + strings.Repeat("1,", strings.Count(header, ",")) + "1\n"}, "a.csv").Files[0]
		got := "none"
		if f.Ages != nil {
			got = strings.Join(f.Ages.Bands, " ") + " of " + f.Ages.Total
		}
		if got != want {
			t.Errorf("%s: %s, want %s", header, got, want)
		}
	}
}

func TestTimeName(t *testing.T) {
	for name, want := range map[string]string{
		"walk_t": "travel time, on foot", "pt_r_tt": "travel time, by transit, rush hour, with the wait at home", "pt_m_t": "travel time, by transit, midday",
		"car_sl_t": "travel time, by car, speed limits only", "bike_s_t": "travel time, by bicycle, 12 km/h", "travel_time_p50": "travel time, percentile 50",
		"travel_time": "travel time", "walk_d": "", "p50": "", "people": "",
	} {
		if got := timeName(name); english.Message(got) != want {
			t.Errorf("%s: %q, expected %q", name, got, want)
		}
	}
}

func TestJoins(t *testing.T) {
	cells, times, more := "id,people\n", "from_id,to_id,travel_time\n", "YKR_ID,name\n"
	for i := range 20 {
		cells += fmt.Sprintf("%d,%d\n", 100+i, i%3)
		times += fmt.Sprintf("%d,%d,%d\n", 100+i, 100+i/4, i)
		if i > 1 {
			more += fmt.Sprintf("%d,n%d\n", 102+i, i)
		}
	}
	r := look(t, map[string]string{"cells.csv": cells, "times.csv": times, "more.csv": more}, "cells.csv", "times.csv", "more.csv")
	var got []string
	for _, j := range r.Joins {
		got = append(got, fmt.Sprintf("%s.%s %s.%s %.2f %v", base(j.File), j.Column, base(j.In), j.InColumn, j.Share, j.Examples))
	}
	want := []string{
		"times.csv.from_id cells.csv.id 1.00 []",
		"times.csv.to_id cells.csv.id 1.00 []",
		"more.csv.YKR_ID cells.csv.id 0.89 [120 121]",
		"more.csv.YKR_ID times.csv.from_id 0.89 [120 121]",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// The sketch is exact while there are few values and approximate afterwards;
// the shared values of two samples represent those of the whole.
func TestSketch(t *testing.T) {
	fill := func(keep, from, to int) *sketch {
		s := newSketch(keep)
		for i := from; i < to; i++ {
			s.add([]byte(fmt.Sprint(i)))
		}
		return s
	}
	if n, about := fill(100, 0, 199).distinct(); n != 199 || about {
		t.Errorf("%d %v", n, about)
	}
	many := fill(2000, 0, 300_000)
	if n, about := many.distinct(); !about || n < 280_000 || n > 320_000 {
		t.Errorf("%d %v, expected about 300 000", n, about)
	}
	if len(many.kept) > 4000 {
		t.Errorf("%d values are kept", len(many.kept))
	}
	if share, _, _ := fill(2000, 100_000, 400_000).within(many); share < 0.62 || share > 0.71 {
		t.Errorf("share %g, expected about 2/3", share)
	}
	few := fill(100, 290_000, 290_050)
	if share, n, not := few.within(few); share != 1 || n != 50 || not != nil {
		t.Errorf("%g %d %v", share, n, not)
	}
	if n, _ := many.twice(); n != 0 {
		t.Errorf("%d values twice", n)
	}
	few.add([]byte("290007"))
	if n, most := few.twice(); n != 1 || most.text != "290007" || most.n != 2 {
		t.Errorf("%d %v", n, most)
	}
}

// Memory does not grow with the rows: a table of millions of different values.
func TestBoundedMemory(t *testing.T) {
	rows := 1_000_000
	if testing.Short() {
		rows = 300_000
	}
	s := &record.Source{File: "long.csv", Format: "CSV", Rows: -1}
	for _, n := range []string{"id", "x", "y", "IKA0_9", "IKA10_19", "IKA_YLI20", "ASUKKAITA", "name"} {
		s.Fields = append(s.Fields, record.Field{Name: n})
	}
	s.Each = func(want []int, visit func(*record.Row) error) error {
		want = record.Wanted(want, len(s.Fields))
		row := record.Row{Values: make([]record.Value, len(want))}
		for i := range rows {
			for k, c := range want {
				v := i
				switch c {
				case 1:
					v = 300_125 + 250*(i%1000)
				case 2:
					v = 6_700_125 + 250*(i/1000)
				}
				row.Values[k] = record.OfText([]byte(fmt.Sprint(v)))
			}
			if err := visit(&row); err != nil {
				return err
			}
		}
		return nil
	}
	in := inspector{ctx: t.Context(), progress: func(report.Message, float64) {}}
	var most uint64
	in.progress = func(report.Message, float64) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapInuse)
	}
	f := in.records(s)
	if f.Rows != int64(rows) || most > 200<<20 {
		t.Errorf("%d rows, %d MB", f.Rows, most>>20)
	}
	if c := f.Cells; c == nil || c.Side != 250 || c.Off != 0 {
		t.Errorf("cells %+v", c)
	}
	if n := f.Columns[0].Distinct; float64(n) < 0.97*float64(rows) || float64(n) > 1.03*float64(rows) {
		t.Errorf("%d ids", n)
	}
}

func TestUnreadable(t *testing.T) {
	r := look(t, map[string]string{"a.csv": "id,x\n1,2\n2,3\n", "bad.json": "{\"type\": \"Feature"}, "gone.csv", "bad.json", "a.csv")
	if r.Files[0].Kind != Unreadable || r.Files[1].Kind != Unreadable || r.Files[2].Kind != Table || r.Files[2].Rows != 2 {
		t.Errorf("%+v", r.Files)
	}
	want := []string{`f/gone.csv: found nothing, expected a file that can be read (there is no such file)`}
	if d := cmp.Diff(want, r.Files[0].Wrong); d != "" {
		t.Error(d)
	}
}

func TestFolder(t *testing.T) {
	texts := map[string]string{"m/travel_times_to_ 7.txt": "from_id;to_id;walk_t;car_t\n7;7;0;-1\n8;7;5;-1\n9;-1;-1;-1\n",
		"m/b/travel_times_to_ 8.txt": "from_id;to_id;walk_t;car_t\r\n7;8;5;-1\r\n8;8;0;-1\r\n9;-1;-1;-1\r\n", "m/readme.txt": "a",
		"n/a.csv": "a\n1\n", "n/b.csv": "b\n"}
	r := look(t, texts, "m", "n")
	five, zero := int32(5), int32(0)
	want := &Times{Files: 2, Rows: 3, Same: true, Headers: [][]string{{"walk_t", "car_t"}}, Windows: []string{"f/m/b/travel_times_to_ 8.txt"},
		Columns: []TimeColumn{{Name: "walk_t", Means: "travel time, on foot", Files: 2, Missing: 2, Least: &zero, Most: &five},
			{Name: "car_t", Means: "travel time, by car", Files: 2, Missing: 6}}}
	want.Columns[0].Meaning, want.Columns[1].Meaning = timeName("walk_t"), timeName("car_t")
	if d := cmp.Diff(want, r.Files[0].Times); d != "" {
		t.Error(d)
	}
	wantDoubts := []string{"1 of 2 files has CRLF at the ends of lines: travel_times_to_ 8.txt → nothing: both are read",
		"car_t is -1 in every row → do not name it among the tables of the county"}
	if d := cmp.Diff(wantDoubts, doubtTexts(&r.Files[0])); d != "" {
		t.Error(d)
	}
	wantFiles := []Entry{{"f/n/a.csv", 4}, {"f/n/b.csv", 2}}
	if d := cmp.Diff(wantFiles, r.Files[1].Inside); d != "" || r.Files[1].Kind != Folder {
		t.Error(r.Files[1].Kind, d)
	}
}

// The printed text is as wide as a page, the same each time, and fits the
// schema.
func TestPrinted(t *testing.T) {
	texts := map[string]string{"cells.csv": "id,x,y,p0_6,p7_17,p18\n" + strings.ReplaceAll(grid(60, nil), "\n", ",1,2,99\n"),
		"times.csv": "from_id,to_id,travel_time\n1000,1001,5\n1001,1002,6\n", "gone.csv": ""}
	delete(texts, "gone.csv")
	r := look(t, texts, "cells.csv", "times.csv", "gone.csv")
	text := r.Text(english)
	for _, line := range strings.Split(text, "\n") {
		if n := utf8.RuneCountInString(line); n > pageWidth {
			t.Errorf("%d characters: %s", n, line)
		}
	}
	golden(t, "testdata/cells.txt", []byte(text))
	got, err := r.JSON(english)
	if err != nil {
		t.Fatal(err)
	}
	again, err := look(t, texts, "cells.csv", "times.csv", "gone.csv").JSON(english)
	if err != nil || !bytes.Equal(got, again) {
		t.Errorf("not the same a second time: %v", err)
	}
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "../../docs/schema/inspect.schema.json", schema)
	doc, err := check.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := check.NewCompiler()
	if err := compiler.AddResource("inspect.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("inspect.json")
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(got, &value); err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(value); err != nil {
		t.Error(err)
	}
}

// golden compares with a committed text.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s is not what is printed (go test -update writes it):\n%s", name, d)
	}
}

// The picture keeps the shape of the land: a character is twice as high as
// wide.
func TestMap(t *testing.T) {
	r := look(t, map[string]string{"a.csv": "id,x,y\n1,300000,6700000\n2,400000,6700000\n3,300000,6750000\n4,400000,6750000\n"}, "a.csv")
	m := r.Files[0].Map
	if m.Height != 2*m.Width || len(m.Lines) != 11 || utf8.RuneCountInString(m.Lines[0]) != 40 {
		t.Errorf("%g %g, %d lines of %d", m.Width, m.Height, len(m.Lines), utf8.RuneCountInString(m.Lines[0]))
	}
	for l, line := range m.Lines {
		if full := strings.Trim(line, " ") != ""; full != (l == 0 || l == 10) {
			t.Errorf("line %d: %q", l, line)
		}
	}
}

// Layers of one file are inspected one by one, and join with each other.
func TestLayers(t *testing.T) {
	layer := func(name string, n int) gpkg.Layer {
		return gpkg.Layer{Name: name, Geometry: "POINT", CRS: spatial.CRS{EPSG: 3067}, Columns: []gpkg.Column{{Name: "code", Type: "TEXT"}}, Len: n,
			Row: func(i int, values []any) orb.Geometry {
				values[0] = fmt.Sprintf("c%d", i)
				return orb.Point{385000 + float64(1000*i), 6672000}
			}}
	}
	name := filepath.Join(t.TempDir(), "two.gpkg")
	if err := gpkg.Write(t.Context(), name, []gpkg.Layer{layer("few", 6), layer("many", 12)}, gpkg.Options{Instant: time.Unix(1e9, 0)}); err != nil {
		t.Fatal(err)
	}
	r, err := Files(t.Context(), source.OS(), []string{name}, nil)
	if err != nil || len(r.Files) != 2 {
		t.Fatal(err, len(r.Files))
	}
	if r.Files[0].Layer != "few" || r.Files[0].Rows != 6 || r.Files[1].Layer != "many" || r.Files[1].Rows != 12 || len(r.Files[1].Layers) != 2 {
		t.Errorf("%+v", r.Files)
	}
	if !strings.Contains(r.Text(english), "- code of two.gpkg, layer few = code of two.gpkg, layer many: all of 6 values are found\n") {
		t.Error(r.Text(english))
	}
}

// FuzzFiles inspects any text: the result fits its contract.
func FuzzFiles(f *testing.F) {
	for _, text := range []string{"id,x,y\n1,385125,6672125\n", "a;b\n1,5;2,5\n", "from_id,to_id,time\n1,2,\"1,5\"\n", "wkt\n\"POLYGON((25 60,25 60.1,9e99 60.1,25 60))\"\n",
		`{"type":"Point","coordinates":[25,61]}`, `{"type":"Polygon","coordinates":[[[-170,-80],[220,-80],[220,200],[-170,200],[-170,-80]]]}`, "IKA0_9,IKA_YLI10,ASUKKAITA\n99,99,5\n,,\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		folder := fstest.MapFS{"a.csv": {Data: text}}
		r, err := Files(t.Context(), source.In(map[string]fs.FS{"f": folder}), []string{"f/a.csv", "f/a.csv"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.JSON(english); err != nil {
			t.Error(err)
		}
		for line := range strings.Lines(r.Text(english)) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > pageWidth {
				t.Errorf("%d characters: %q", n, line)
			}
		}
	})
}

// The report uses the file's name for its system: an unsupported system comes
// with a way to convert it, one with the coordinates of another is reported as
// such, and so is a zone whose number the eastings lack.
func TestSystemsThatFilesName(t *testing.T) {
	geojson := func(crs, x, y string) string {
		return fmt.Sprintf(`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":%q}},"features":[`+
			`{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[%s,%s]}}]}`, crs, x, y)
	}
	for _, c := range []struct {
		crs, x, y string
		epsg      int
		from      string
		want      []string
	}{
		{"urn:ogc:def:crs:EPSG::28992", "5180000", "4210000", 0, "the file names EPSG:28992 (Amersfoort / RD New), which is not supported",
			[]string{"the file names EPSG:28992 (Amersfoort / RD New), which is not supported → save it in EPSG:4326: ogr2ogr -t_srs EPSG:4326 new.gpkg a.geojson"}},
		// as ETRS-TM35FIN the place would be in Finland too
		{"EPSG:28992", "572000", "6700000", 0, "the file names EPSG:28992 (Amersfoort / RD New), which is not supported",
			[]string{"the file names EPSG:28992 (Amersfoort / RD New), which is not supported → save it in EPSG:4326: ogr2ogr -t_srs EPSG:4326 new.gpkg a.geojson; " +
				"if that is not the system of the file, two readings put the places in Finland: EPSG:3067 (ETRS89 / TM35FIN(E,N)), at 28.3 E 60.4 N, and Gauss-Krüger without the zone number " +
				"in front of x (GK19 to GK27), GK25 at 26.3 E 60.4 N, 110 km away: ask which it is, and declare epsg: 3067, or that of the zone without its number, 3132 for GK25 (3126 for GK19 to 3134 for GK27)"}},
		{"urn:ogc:def:crs:EPSG::3035", "5180000", "4210000", 3035, "the member crs", nil}, // in Finland
		{"EPSG:3035", "4210000", "5180000", 3035, "the member crs, northing first, as in the register", nil},
		{"EPSG:25834", "572000", "6700000", 25834, "the member crs", nil},
		{"EPSG:32722", "480000", "6670000", 32722, "the member crs", nil}, // in Brazil
		{"World_Mollweide", "1700000", "6900000", 0, "the file names World_Mollweide, which is not supported",
			[]string{"the file names World_Mollweide, which is not supported → save it in EPSG:4326: ogr2ogr -t_srs EPSG:4326 new.gpkg a.geojson"}},
		{"EPSG:25835", "385125", "6672125", 25835, "the member crs, whose coordinates are those of EPSG:3067", nil},
		{"EPSG:5048", "6672125", "385125", 5048, "the member crs, whose coordinates are those of EPSG:3067, northing first, as in the register", nil},
		{"EPSG:3879", "495851", "6680993", 3067, "guessed: it would put the places in Finland, and so would zones of Gauss-Krüger without their number",
			[]string{"the coordinates do not fit EPSG:3879 (ETRS89 / GK25FIN), from the member crs → x may lack its zone number: for GK25 without it declare epsg: 3132, or add 25 000 000 to x, " +
				"and the places lie at 24.9 E 60.2 N; or the file is of EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067, and they lie at 26.9 E 60.3 N, 111 km away"}},
	} {
		f := &look(t, map[string]string{"a.geojson": geojson(c.crs, c.x, c.y)}, "a.geojson").Files[0]
		if y := f.System; y.EPSG != c.epsg || y.From != c.from || y.Swapped || y.Known != (c.epsg != 0 && c.epsg != 3067) {
			t.Errorf("%s: %+v", c.crs, y)
		}
		if d := cmp.Diff(c.want, doubtTexts(f)); d != "" {
			t.Errorf("%s: %s", c.crs, d)
		}
		if f.Extent == nil != (c.epsg == 0) {
			t.Errorf("%s: %+v", c.crs, f.Extent)
		}
	}
}

// Where several systems put a table's metres near another file's places, none is guessed.
func TestSeveralSystemsNearAFile(t *testing.T) {
	box := func(w, s, e, n float64) string {
		return fmt.Sprintf(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g]]]}}]}`,
			w, s, e, s, e, n, w, n, w, s)
	}
	for name, c := range map[string]struct {
		code       int
		at         orb.Point
		box        string
		want       int
		candidates []int
	}{
		"Tallinn":              {3301, orb.Point{24.75, 59.43}, box(24.6, 59.3, 24.9, 59.5), 0, []int{25884, 3301, 3011}},
		"Berlin and Germany":   {25833, orb.Point{13.4, 52.5}, box(6, 47, 15, 55), 0, []int{32632, 32631, 32633, 32634}},
		"Berlin":               {25833, orb.Point{13.4, 52.5}, box(13.3, 52.4, 13.5, 52.6), 32633, []int{32633}},
		"Paris and France":     {2154, orb.Point{2.35, 48.85}, box(-5, 42, 8, 51), 2154, []int{2154}},
		"Uruguaiana, a state":  {31981, orb.Point{-57.1, -29.75}, box(-57.6, -33.7, -49.7, -27), 0, nil},
		"Porto Alegre, a city": {31982, orb.Point{-51.2, -30.05}, box(-51.3, -30.2, -51, -29.9), 32722, []int{32722}},
	} {
		system, err := spatial.ByEPSG(c.code)
		if err != nil {
			t.Fatal(err)
		}
		middle := spatial.CRS.To(degreesOf(), system)(c.at)
		text := "id,x,y,people\n"
		for i := range 9 {
			text += fmt.Sprintf("%d,%.0f,%.0f,5\n", i, middle[0]+float64(250*(i%3)), middle[1]+float64(250*(i/3)))
		}
		r := look(t, map[string]string{"a.geojson": c.box, "p.csv": text}, "p.csv", "a.geojson")
		y := r.Files[0].System
		if y.EPSG != c.want || c.candidates != nil && !slices.Equal(y.Candidates, c.candidates) || (y.Several.Kind == "") != (c.want != 0) {
			t.Errorf("%s: EPSG:%d of %v, want %d of %v", name, y.EPSG, y.Candidates, c.want, c.candidates)
		}
	}
}

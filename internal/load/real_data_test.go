package load

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"saavu/internal/format/kml"
	"saavu/internal/format/record"
	"saavu/internal/format/shapefile"
	"saavu/internal/realdata"
	"saavu/internal/source"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
	"saavu/pkg/travel"
)

const (
	regionFile = "../../scenarios/helsinki-region/county.yaml"
	hsyFile    = "helsinki-region/hsy-grid/2019/Vaestotietoruudukko_2019"
	ykrFile    = "helsinki-region/ykr-grid/MetropAccess_YKR_grid_EurefFIN"
)

// realRegion is the real county, read once for all tests.
var realRegion struct {
	once   sync.Once
	county *County
	err    error
}

func realCounty(t testing.TB) *County {
	t.Helper()
	dir := realdata.Dir(t)
	if testing.Short() {
		t.Skip("reads 150 MB: not with the race detector")
	}
	r := &realRegion
	r.once.Do(func() {
		embedded := source.Embedded(os.DirFS("../../data"), os.DirFS("../../scenarios"))
		r.county, r.err = Read(context.Background(), source.OS(), regionFile, Options{Data: dir, Embedded: embedded})
	})
	if r.err != nil {
		t.Fatal(r.err)
	}
	return r.county
}

// People outside the areas are counted in notes.
func TestRealPeopleAreAllCounted(t *testing.T) {
	c := realCounty(t)
	g := c.Base.Grid
	layer := realLayer(t, hsyFile)
	all, homeless := 0.0, 0.0
	for _, r := range layer.Records {
		n := float64(layer.value(r, "ASUKKAITA"))
		all += n
		if layer.value(r, "INDEX") == 27699 {
			homeless = n
		}
	}
	inGrid, inAreas := g.Total()
	outside := all - homeless - inGrid
	if all != 1_192_477 || homeless != 37_192 || math.Abs(outside-827) > 0.5 {
		t.Errorf("%g people: %g without a building, %.6f outside the grid, %.6f in it", all, homeless, outside, inGrid)
	}
	if math.Abs(outside-naiveOutside(t)) > 1e-6*outside {
		t.Errorf("%.9f people outside, the naive overlay has %.9f", outside, naiveOutside(t))
	}
	if math.Abs(inAreas-225_794) > 0.5 || len(g.Areas) != 7 {
		t.Errorf("%.6f people in %d areas", inAreas, len(g.Areas))
	}
	// Each cell of counts is moved completely: no people are added or lost.
	moved := 0.0
	for _, p := range g.People {
		if p < 0 {
			t.Fatalf("%g people of one age in a cell", p)
		}
		moved += p
	}
	if math.Abs(moved+homeless+outside-all) > 1e-6 {
		t.Errorf("%.9f people in all", moved+homeless+outside)
	}
	if g.Year != 2019 || g.Synthetic || g.Cells() != 13_231 || g.Side != 250 {
		t.Errorf("year %d, synthetic %v, %d cells of %g m", g.Year, g.Synthetic, g.Cells(), g.Side)
	}
}

// All notes about the data, in the order of reading.
func TestRealNotes(t *testing.T) {
	c := realCounty(t)
	want := `Kerava: no boundary in PKS_suuralue.kml, so it is left out: this comparison has neither its people nor its trips
Vaestotietoruudukko_2019.shp: 1 192 477 people in 5 835 cells (EPSG:3879 (ETRS89 / GK25FIN)), moved by area to the 13 231 cells of MetropAccess_YKR_grid_EurefFIN.shp (EPSG:3067 (ETRS89 / TM35FIN(E,N)))
Vaestotietoruudukko_2019.shp: 37 192 people without a building, in one cell (INDEX 27699 at 402754, 6658717 EPSG:3067), are left out because of no_building in the county file
Vaestotietoruudukko_2019.shp: 827 people lie outside the grid of travel times (1 cell wholly outside, others in part); 1 154 458 are inside
Vaestotietoruudukko_2019.shp: 225 794 people live in the county's areas, 928 664 in the grid outside the areas, who are not counted in any need
Vaestotietoruudukko_2019.shp: ages are hidden in 2 621 cells and estimated by the age shares of the others: 8.2 % of the people in the grid, 13.1 % of those in the county's areas
travel times: 134 destinations in ttm-2018, 13 231 rows each, 6 tables
travel times, walk: 154 to 682 of 13 231 cells have no time to a destination, the median is 154; most to 5816166 (682), 5816165 (656), 5879971 (641)
travel times, transit rush: 127 of 13 231 cells have no time to a destination
travel times, car rush: pairs with metres but no time, treated as unreached: 18 579
travel times have no destination in Koivukylä, so nothing can be opened there
Tikkurilan terveysasema (hs_tikkurila) takes the travel times of a destination 182 m away
Tikkurilan terveysaseman hammashoitola (dent_tikkurila) takes the travel times of a destination 182 m away
Koivukylän terveysasema (hs_koivukyla) has no travel times: the nearest destination is 3.6 km away, at most 250 m is allowed`
	for _, line := range strings.Split(want, "\n") {
		if !slices.Contains(noted(c.Notes), line) {
			t.Errorf("no note %q in\n%s", line, strings.Join(noted(c.Notes), "\n"))
		}
	}
}

// Every option can be applied to the demonstration network, whose facilities have
// travel times and are marked as a demonstration.
func TestRealOptions(t *testing.T) {
	c := realCounty(t)
	if err := c.Check(); err != nil {
		t.Error(err)
	}
	var ids []string
	for _, o := range c.Options {
		ids = append(ids, o.ID)
	}
	if want := []string{"today", "centralised", "local", "mobile", "remote", "fewer-clinics"}; !slices.Equal(ids, want) {
		t.Errorf("options %v", ids)
	}
	if !c.Demo || c.Synthetic || c.Base.SnapMax != 250 {
		t.Errorf("demonstration %v, synthetic %v, snapping %g m", c.Demo, c.Synthetic, c.Base.SnapMax)
	}
	given := map[int]bool{}
	for _, p := range c.Base.Network.Points {
		x := c.Base.Network.Facilities[p.Facility]
		given[p.Service] = true
		if x.Column < 0 || x.Demo != strings.HasPrefix(x.ID, "demo_") || x.Demo != strings.HasPrefix(x.Name, "Demo ") {
			t.Errorf("%s %q: column %d, demonstration %v", x.ID, x.Name, x.Column, x.Demo)
		}
		if x.Demo && x.Snap > 0.01 {
			t.Errorf("%s stands %g m from the destination that it is named after", x.ID, x.Snap)
		}
		if note := strconv.FormatInt(c.Base.Matrix.IDs[x.Column], 10); x.Demo && !strings.Contains(x.Note, note) {
			t.Errorf("%s stands on cell %s: %s", x.ID, note, x.Note)
		}
	}
	if len(given) != 7 || len(c.Base.Network.Services) != 7 {
		t.Errorf("%d of %d services are given", len(given), len(c.Base.Network.Services))
	}
	if len(c.Inputs) < 134+10 {
		t.Errorf("%d inputs", len(c.Inputs))
	}
}

// For four cells and all destinations the times are those of the text files.
func TestRealTimesEqualTheFiles(t *testing.T) {
	c := realCounty(t)
	g, m := c.Base.Grid, c.Base.Matrix
	names, err := filepath.Glob(filepath.Join(realdata.Dir(t), "helsinki-region/ttm-2018/*/travel_times_to_ *.txt"))
	if err != nil || len(names) != 134 || m.Columns() != 134 {
		t.Fatalf("%d files, %d columns, %v", len(names), m.Columns(), err)
	}
	times := []string{"walk_t", "bike_s_t", "pt_r_tt", "pt_m_tt", "car_r_t", "car_m_t"}
	metres := []string{"walk_d", "bike_d", "pt_r_d", "pt_m_d", "car_r_d", "car_m_d"}
	origins := []int64{5879923, 5821815, 5821789, 6018254} // the second has no car times, the third neither feet nor buses
	checked := 0
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		id, _ := strconv.ParseInt(strings.TrimSuffix(strings.Fields(filepath.Base(name))[1], ".txt"), 10, 64)
		column := slices.Index(m.IDs, id)
		if column < 0 || m.Places[column] != g.Centres[slices.Index(g.IDs, id)] {
			t.Fatalf("%s: column %d", name, column)
		}
		head, body, _ := strings.Cut(string(text), "\n")
		header := strings.Split(head, ";")
		for _, origin := range origins {
			start := "\n" + strconv.FormatInt(origin, 10) + ";"
			at := strings.Index("\n"+body, start)
			if at < 0 {
				t.Fatalf("%s has no row of %d", name, origin)
			}
			row, _, _ := strings.Cut(body[at:], "\n")
			fields := strings.Split(row, ";")
			value := func(column string) int {
				v, err := strconv.Atoi(fields[slices.Index(header, column)])
				if err != nil {
					t.Fatal(err)
				}
				return v
			}
			cell := slices.Index(g.IDs, origin)
			for k := range times {
				got, want := m.Tables[k].Times[column][cell], value(times[k])
				if (want == -1) != (got == travel.Unreached) || want >= 0 && int(got) != 60*want {
					t.Errorf("%d to %d %s: %d s, the file has %d min", origin, id, times[k], got, want)
				}
				far := value(metres[k])
				if want == -1 {
					far = 0
				}
				if got := m.Tables[k].Metres[column][cell]; int(got) != far {
					t.Errorf("%d to %d %s: %d m, the file has %d", origin, id, metres[k], got, far)
				}
				checked++
			}
		}
	}
	if checked != 134*len(origins)*len(times) {
		t.Errorf("%d values", checked)
	}
}

// TestRealReach computes independently the share of Vantaa's people who reach the
// demonstration network in time. It visits cells one by one, reads each travel time
// from the text file, and takes people from a naive overlay of all pairs with ages
// in whole years. See naiveCells.
func TestRealReach(t *testing.T) {
	c := realCounty(t)
	g, m, n := c.Base.Grid, c.Base.Matrix, c.Base.Network
	transit, ok := m.Table(travel.Transit, travel.Rush)
	if !ok {
		t.Fatal("no transit table")
	}
	naive := naiveCells(t)
	for _, service := range []string{"neuvola_child", "gp_reception"} {
		var columns []int
		for _, p := range n.Serving(n.Service(service)) {
			columns = append(columns, n.Facilities[n.Points[p].Facility].Column)
		}
		// The fast computation: minimum over columns, people summed by group.
		best := slices.Repeat([]travel.Seconds{travel.Unreached}, g.Cells())
		for _, j := range columns {
			for i, s := range transit.Times[j] {
				best[i] = min(best[i], s)
			}
		}
		slow := naiveMinutes(t, m, columns)
		for _, group := range []population.Group{population.Everyone(), {From: 0, To: 9}} {
			people := g.Sum(group)
			for _, limit := range []int{20, 30} {
				got, all := 0.0, 0.0
				for i, p := range people {
					if g.Area[i] < 0 {
						continue
					}
					all += p
					if best[i] <= travel.Seconds(60*limit) {
						got += p
					}
				}
				want, wantAll := 0.0, 0.0
				for _, cell := range naive {
					p := cell.all
					if group.To == 9 {
						p = cell.under10
					}
					wantAll += p
					if minutes, ok := slow[cell.id]; ok && minutes <= limit {
						want += p
					}
				}
				t.Logf("%s, %s, %d min: %.0f of %.0f people (%.2f %%)", service, group, limit, got, all, 100*got/all)
				if math.Abs(got-want) > 0.05 || math.Abs(all-wantAll) > 0.05 || got == 0 {
					t.Errorf("%s, %s, %d min: %.4f of %.4f people, the naive path has %.4f of %.4f", service, group, limit, got, all, want, wantAll)
				}
			}
		}
	}
}

// naiveMinutes reads the files of the columns line by line and returns the least
// pt_r_tt of each origin, absent if all are -1.
func naiveMinutes(t *testing.T, m *travel.Matrix, columns []int) map[int64]int {
	t.Helper()
	out := map[int64]int{}
	done := map[int64]bool{}
	for _, j := range columns {
		id := m.IDs[j]
		if done[id] {
			continue
		}
		done[id] = true
		name := strconv.FormatInt(id, 10)
		text, err := os.ReadFile(filepath.Join(realdata.Dir(t), "helsinki-region/ttm-2018", name[:4]+"xxx", "travel_times_to_ "+name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		at := -1
		for line := range strings.Lines(string(text)) {
			fields := strings.Split(strings.TrimSpace(line), ";")
			if at < 0 {
				at = slices.Index(fields, "pt_r_tt")
				continue
			}
			origin, err1 := strconv.ParseInt(fields[0], 10, 64)
			minutes, err2 := strconv.Atoi(fields[at])
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			if old, ok := out[origin]; minutes >= 0 && (!ok || minutes < old) {
				out[origin] = minutes
			}
		}
	}
	return out
}

// naiveCell is the people of one cell of the travel grid that lies in Vantaa.
type naiveCell struct {
	id           int64
	all, under10 float64
}

// naivePair is a part of a cell of counts in a cell of travel times.
type naivePair struct {
	source, target int
	fraction       float64
}

// naiveOverlay intersects every cell of counts with every cell of travel times. It
// uses no index except the distance of their centres, and computes each part by
// Sutherland-Hodgman clipping along the axes of the travel grid.
func naiveOverlay(t *testing.T) []naivePair {
	hsy, ykr := realLayer(t, hsyFile), realLayer(t, ykrFile)
	gk25, _ := spatial.ByEPSG(3879)
	var boxes []orb.Bound
	for _, r := range ykr.Records {
		boxes = append(boxes, r.Geometry.Bound())
	}
	var out []naivePair
	for i, r := range hsy.Records {
		ring := r.Geometry.(orb.Polygon)[0].Clone()
		for k := range ring {
			ring[k] = gk25.ToTM35(ring[k])
		}
		whole := math.Abs(planar.Area(recentred(ring)))
		c := ring.Bound().Center()
		for j, box := range boxes {
			if math.Abs(box.Center()[0]-c[0]) > 300 || math.Abs(box.Center()[1]-c[1]) > 300 {
				continue
			}
			part := ring[:4]
			part = half(part, 0, box.Min[0], 1)
			part = half(part, 0, box.Max[0], -1)
			part = half(part, 1, box.Min[1], 1)
			part = half(part, 1, box.Max[1], -1)
			if len(part) > 2 {
				closed := append(part.Clone(), part[0])
				out = append(out, naivePair{i, j, math.Abs(planar.Area(recentred(closed))) / whole})
			}
		}
	}
	return out
}

// recentred moves a ring to the origin, where products lose no digits.
func recentred(ring orb.Ring) orb.Ring {
	out := ring.Clone()
	for i := range out {
		out[i][0], out[i][1] = out[i][0]-ring[0][0], out[i][1]-ring[0][1]
	}
	return out
}

// half keeps the part of an open ring on one side of a line along an axis.
func half(ring orb.Ring, axis int, at, sign float64) orb.Ring {
	var out orb.Ring
	for k, q := range ring {
		p := ring[(k+len(ring)-1)%len(ring)]
		inP, inQ := sign*(p[axis]-at) >= 0, sign*(q[axis]-at) >= 0
		if inP != inQ {
			f := (at - p[axis]) / (q[axis] - p[axis])
			cut := orb.Point{p[0] + f*(q[0]-p[0]), p[1] + f*(q[1]-p[1])}
			out = append(out, cut)
		}
		if inQ {
			out = append(out, q)
		}
	}
	return out
}

func naiveOutside(t *testing.T) float64 {
	layer := realLayer(t, hsyFile)
	left := make([]float64, len(layer.Records))
	for i := range left {
		left[i] = 1
	}
	for _, p := range naiveOverlay(t) {
		left[p.source] -= p.fraction
	}
	sum := 0.0
	for i, r := range layer.Records {
		if layer.value(r, "INDEX") != 27699 && left[i] > 1e-4 { // seams of vertex noise
			sum += left[i] * float64(layer.value(r, "ASUKKAITA"))
		}
	}
	return sum
}

// naiveCells counts the people of Vantaa's cells, all and under 10 years, from
// the fields of the file: hidden cells by the known cells' share of IKA0_9.
func naiveCells(t *testing.T) []naiveCell {
	t.Helper()
	hsy, ykr := realLayer(t, hsyFile), realLayer(t, ykrFile)
	young, known := 0.0, 0.0
	for _, r := range hsy.Records {
		if hsy.value(r, "INDEX") != 27699 && hsy.value(r, "ASUKKAITA") >= 100 {
			young += float64(hsy.value(r, "IKA0_9"))
			known += float64(hsy.value(r, "ASUKKAITA"))
		}
	}
	cells := make([]naiveCell, len(ykr.Records))
	for _, p := range naiveOverlay(t) {
		r := hsy.Records[p.source]
		if hsy.value(r, "INDEX") == 27699 {
			continue
		}
		n, u := float64(hsy.value(r, "ASUKKAITA")), float64(hsy.value(r, "IKA0_9"))
		if n < 100 {
			u = n * young / known
		}
		cells[p.target].all += n * p.fraction
		cells[p.target].under10 += u * p.fraction
	}
	text, err := os.ReadFile(filepath.Join(realdata.Dir(t), "helsinki-region/areas/PKS_suuralue.kml"))
	if err != nil {
		t.Fatal(err)
	}
	marks, err := kml.Source(text, "PKS_suuralue.kml")
	if err != nil {
		t.Fatal(err)
	}
	town, ok := marks.Field("KUNTA")
	if !ok {
		t.Fatal("the districts have no KUNTA")
	}
	var vantaa []orb.Polygon
	if err := marks.Each(nil, func(r *record.Row) error {
		if r.Text(town) == "092" {
			vantaa = append(vantaa, r.Geometry.(orb.Polygon))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	wgs84, _ := spatial.ByEPSG(4326)
	var out []naiveCell
	for j, r := range ykr.Records {
		at := wgs84.FromTM35(r.Geometry.Bound().Center())
		for _, district := range vantaa {
			if planar.PolygonContains(district, at) {
				cells[j].id = ykr.value(r, "YKR_ID")
				out = append(out, cells[j])
				break
			}
		}
	}
	return out
}

// raw is a shapefile as its codec reads it, in its own coordinates.
type raw struct {
	*record.Source
	Records []rawRecord
}

type rawRecord struct {
	Geometry orb.Geometry
	values   []record.Value
}

func realLayer(t *testing.T, base string) raw {
	t.Helper()
	in := shapefile.Files{Name: base}
	for ending, text := range map[string]*[]byte{".shp": &in.SHP, ".dbf": &in.DBF} {
		var err error
		if *text, err = os.ReadFile(filepath.Join(realdata.Dir(t), base+ending)); err != nil {
			t.Fatal(err)
		}
	}
	s, err := shapefile.Source(in, "")
	if err != nil {
		t.Fatal(err)
	}
	out := raw{Source: s}
	if err := s.Each(nil, func(r *record.Row) error {
		out.Records = append(out.Records, rawRecord{r.Geometry, slices.Clone(r.Values)})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// value returns a field of whole numbers.
func (l raw) value(r rawRecord, field string) int64 {
	i, ok := l.Field(field)
	if !ok || r.values[i].Kind != record.Int {
		panic("no whole number in " + field)
	}
	return r.values[i].Int
}

// TestRealEstimates checks the estimated share of target groups. It is 0 for
// all ages, since totals are known.
func TestRealEstimates(t *testing.T) {
	g := realCounty(t).Base.Grid
	for group, want := range map[population.Group]string{
		{From: 0, To: 6}:      "12.4 % of 18 125, 15 871 to 36 655",
		population.Everyone(): "0.0 % of 225 794, 225 794 to 225 794",
		{From: 75, To: 100}:   "14.5 % of 16 079, 13 755 to 43 447",
	} {
		e := g.Estimate(group)
		got := fmt.Sprintf("%.1f %% of %s, %s to %s", 100*e.Estimated/e.People, report.Spaced(e.People), report.Spaced(e.Low), report.Spaced(e.High))
		if got != want {
			t.Errorf("%s: %s, want %s", group, got, want)
		}
	}
}

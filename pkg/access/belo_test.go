package access_test

import (
	"bufio"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"saavu/internal/realdata"
	"saavu/pkg/access"
	"saavu/pkg/equity"
	"saavu/pkg/travel"
)

// belo holds the tables of Belo Horizonte: 898 hexagons with their people,
// jobs, schools and incomes, and the travel times between them.
type belo struct {
	dir                            string
	ids                            []string
	at                             map[string]int
	people, jobs, schools, incomes []float64
	columns                        [][]travel.Seconds
}

func readBelo(t *testing.T) *belo {
	t.Helper()
	b := &belo{dir: filepath.Join(realdata.Dir(t), "belo-horizonte"), at: map[string]int{}}
	for _, row := range rows(t, filepath.Join(b.dir, "land_use_data.csv")) {
		b.at[row[0]] = len(b.ids)
		b.ids = append(b.ids, row[0])
		for k, list := range []*[]float64{&b.people, &b.jobs, &b.schools, &b.incomes} {
			v, err := strconv.ParseFloat(row[k+1], 64)
			if err != nil && row[k+1] != "NA" {
				t.Fatal(err)
			}
			*list = append(*list, v)
		}
	}
	b.columns = make([][]travel.Seconds, len(b.ids))
	for j := range b.columns {
		b.columns[j] = make([]travel.Seconds, len(b.ids))
		for i := range b.columns[j] {
			b.columns[j][i] = travel.Unreached
		}
	}
	f, err := os.Open(filepath.Join(b.dir, "travel_matrix.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Scan()
	for s.Scan() {
		part := strings.Split(s.Text(), ",")
		minutes, err := strconv.ParseFloat(part[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		b.columns[b.at[strings.Trim(part[1], `"`)]][b.at[strings.Trim(part[0], `"`)]] = travel.FromSeconds(minutes * 60)
	}
	return b
}

func rows(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[1:]
}

// compare checks a surface against a column of a published file.
func (b *belo) compare(t *testing.T, file string, keep func(row []string) bool, got []float64) {
	t.Helper()
	seen := 0
	for _, row := range rows(t, filepath.Join(b.dir, "expected", file)) {
		if keep != nil && !keep(row) {
			continue
		}
		seen++
		if row[len(row)-1] == "" { // the published package divides 0 by 0: no people, no supply to share
			if i := b.at[row[0]]; b.people[i] != 0 || got[i] != 0 {
				t.Errorf("%s: %s has %g for %g people, published no value", file, row[0], got[i], b.people[i])
			}
			continue
		}
		want, err := strconv.ParseFloat(row[len(row)-1], 64)
		if row[len(row)-1] == "Inf" {
			want, err = math.Inf(1), nil
		}
		if err != nil {
			t.Fatal(err)
		}
		v := got[b.at[row[0]]]
		if v != want && !(math.Abs(v-want) <= 1e-9*math.Abs(want)) {
			t.Errorf("%s: %s has %.12g, published %.12g", file, row[0], v, want)
		}
	}
	if seen != len(b.ids) {
		t.Errorf("%s: %d hexagons, expected %d", file, seen, len(b.ids))
	}
}

func TestBeloHorizonte(t *testing.T) {
	b := readBelo(t)
	n := len(b.ids)
	k, err := access.NewKernel(n, b.columns, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]float64, n)
	k.Use(access.Binary(45))
	k.TwoStep(b.people, b.jobs, out)
	b.compare(t, "2sfca_jobs_binary_45.csv", nil, out)
	k.Use(access.Exponential(0.05))
	k.Gravity(b.jobs, out)
	b.compare(t, "gravity_jobs_exponential_0.05.csv", nil, out)
	k.SpatialAvailability(b.people, b.jobs, 1, out)
	b.compare(t, "spatial_availability_jobs_exponential_0.05.csv", nil, out)
	k.Use(access.Linear(60))
	k.Gravity(b.jobs, out)
	b.compare(t, "gravity_jobs_linear_60.csv", nil, out)
	k.ClosestN(b.schools, 1, out)
	b.compare(t, "closest_school_1.csv", nil, out)
	two := make([]float64, 2*n)
	if err := k.Cumulative(b.jobs, []float64{30, 60}, two); err != nil {
		t.Fatal(err)
	}
	for c, cutoff := range []string{"30", "60"} {
		for i := range out {
			out[i] = two[2*i+c]
		}
		b.compare(t, "cumulative_jobs_30_60.csv", func(row []string) bool { return row[1] == cutoff }, out)
	}
	for i := range out {
		out[i] = two[2*i]
	}
	s, err := equity.New(out, b.people)
	if err != nil {
		t.Fatal(err)
	}
	if g := s.Gini(); math.Abs(g-0.471525076407251) > 1e-12 {
		t.Errorf("Gini %.15g", g)
	}
	r, err := equity.Rank(out, b.people, b.incomes)
	if err != nil {
		t.Fatal(err)
	}
	if p := r.Palma(0.1, 0.4); math.Abs(p-3.7793038586) > 1e-9 {
		t.Errorf("Palma with cells split %.12g", p)
	}
	if p := r.PalmaWhole(0.1, 0.4); math.Abs(p-3.80046454264169) > 1e-12*4 {
		t.Errorf("Palma with whole cells %.15g", p)
	}
}

// Jobs in hexagons: few cells with many people, and supplies from one job to
// tens of thousands. The search must end in few rounds, and the stated gap must
// match the loads and scores.
func TestBeloHorizonteIsInEquilibrium(t *testing.T) {
	b := readBelo(t)
	e, err := access.Rational(&access.Input{Columns: b.columns, Demand: b.people, Supply: b.jobs}, access.DefaultRAAM())
	if err != nil {
		t.Fatal(err)
	}
	all, least := 0.0, 0.0
	for i, p := range b.people {
		best := math.Inf(1)
		for j, jobs := range b.jobs {
			if at := b.columns[j][i]; jobs > 0 && at != travel.Unreached {
				best = min(best, e.Load[j]/(jobs*e.Rho)+at.Minutes()/60)
			}
		}
		if p > 0 && !math.IsInf(best, 1) {
			all, least = all+p*e.Score[i], least+p*best
		}
	}
	if gap := (all - least) / all; gap > 1e-6 || math.Abs(gap-e.Gap) > 1e-9 || e.Rounds > 20 {
		t.Errorf("the gap is %g after %d rounds, stated as %g", gap, e.Rounds, e.Gap)
	}
}

package inspect

import (
	"math"
	"strings"
	"testing"

	"saavu/internal/format/record"
)

func TestTotalsAreDoubts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"id,people\na,100\nb,50\nYhteensä,150\n", `the last row, "Yhteensä", is the sum of all others → leave it out`},
		{"id,people\nSamtliga,150\na,100\nb,50\n", `row 2, "Samtliga", is the sum of all others → leave it out`},
		{"id,name,doctors,nurses,share\n1,A,2,3,0.4\n2,B,1,1,0.2\n99,Grand total,3,4,0.35\n", `the last row, "Grand total", is the sum of all others`},
		{"id,people\na,10\nb,5\nTikkurila yhteensä,15\nc,1\nd,2\nKorso yhteensä,3\nKoko maa,18\n", `row 4, "Tikkurila yhteensä", is the sum of adjacent rows`},
		{"id,people\na,10\nb,5\nYhteensä,17\n", `the last row, "Yhteensä", is named as a total, but no column has the sum of the others`},
		{"id,people,jobs\na,10,1\nb,5,2\nc,2,0\nd,3,3\nx,20,6\n", `the last row is the sum of all others, though it is not named as a total`},
		{"id,people\na,11\nb,5\nc,2\nd,3\n", ""}, {"id,people\na,0\nb,0\nc,0\nd,0\n", ""}, {"id,people\nKoko kunta,10\n", ""}, {"id,people\na,10\n", ""},
		{"id,people\na,3\nb,3\nc,0\n", ""}, {"from_id,to_id,travel_time\na,1,1\na,2,2\nb,1,3\nb,2,6\n", ""},
	} {
		doubts := strings.Join(doubtTexts(&look(t, map[string]string{"a.csv": c.text}, "a.csv").Files[0]), "\n")
		if c.want != "" && !strings.Contains(doubts, c.want) || c.want == "" && (strings.Contains(doubts, "sum of") || strings.Contains(doubts, "total")) {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, doubts, c.want)
		}
	}
}

// Texts for a missing value are marks in any case and length.
func TestMarksOfMissingValues(t *testing.T) {
	f := look(t, map[string]string{"a.csv": "id,time\na,Infinity\nb,nan\nc,5\n"}, "a.csv").Files[0]
	if doubts := strings.Join(doubtTexts(&f), "\n"); !strings.Contains(doubts, `"Infinity" means a missing value 1 time`) || !strings.Contains(doubts, `"nan" means`) {
		t.Error(doubts)
	}
}

// Rows that name their fields cost work proportional to their values, or the
// test does not end; absent values are not carried over from one row to the
// next.
func TestTotalsOfSparseRows(t *testing.T) {
	const n = 200_000
	columns := make([]*column, n)
	for i := range columns {
		columns[i] = &column{}
	}
	sums, rows := newTotals(columns), record.NewSparse(n, nil)
	for i := range n {
		rows.Clear()
		rows.Row.At = i + 1
		rows.Set(i, record.Value{Kind: record.Int, Int: 2})
		sums.add(&rows.Row)
	}
	for k, sum := range sums.sum {
		if sum != 2 || sums.above[k] != 1 {
			t.Fatalf("column %d: %g in %d rows", k, sum, sums.above[k])
		}
	}
	if x := sums.last; len(x.known) != 1 || x.values[n-1] != 2 || !math.IsNaN(x.values[n-2]) || sums.first.values[0] != 2 || !math.IsNaN(sums.first.values[n-1]) {
		t.Error("values of other rows")
	}
}

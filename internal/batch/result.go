package batch

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/klauspost/compress/zstd"

	"saavu/internal/engine"
)

// ResultVersion is the version of the files of results.
const ResultVersion = 2

// Result is a finished task as it is stored. It does not depend on names, nor on the
// other tasks: what does (Lines of the measure frontier_price, marks) is computed from
// the standings of all tasks, see Merge.
type Result struct {
	Key      string
	Parts    Parts  // with the hash of the option
	Reads    []Read // every parameter that the figures depend on, sorted by path
	Chain    []Link // the option and those that it is compared with
	Lines    []Line // sorted
	Breaches []Breach
	Standing engine.Standing
}

// Link is an option of a chain of references, with the hash of its own changes.
type Link struct {
	ID   string `json:"id"`
	Hash string `json:"hash"`
}

// Line is one figure of an option. Unknown values are NaN.
type Line struct {
	Service, Area, Group, Facility, Measure, Unit string
	Value, Low, High                              float64
}

// Breach is the verdict of one rule: breach, kept or not checked.
type Breach struct {
	Rule     string            `json:"rule"` // id
	Severity string            `json:"severity"`
	Verdict  string            `json:"verdict"`
	Services map[string]string `json:"services,omitempty"` // verdict by service
}

// ofTheSet is the measure that depends on the other options of a comparison.
const ofTheSet = "frontier_price"

// resultOf takes the result of an option from a comparison.
func resultOf(res *engine.Result, i int) *Result {
	id := res.Report.Options[i].ID
	out := &Result{Standing: res.Standings[i]}
	for k := range res.Report.Scores {
		s := &res.Report.Scores[k]
		if s.Option == id && s.Measure != ofTheSet {
			out.Lines = append(out.Lines, Line{s.Service, s.Area, s.Group, s.Facility, s.Measure, s.Unit, s.Value, s.Lo, s.Hi})
		}
	}
	slices.SortStableFunc(out.Lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Service, b.Service), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Area, b.Area),
			cmp.Compare(a.Facility, b.Facility), cmp.Compare(a.Group, b.Group))
	})
	for _, b := range res.Report.Options[i].Breaches {
		one := Breach{Rule: b.ID, Severity: string(b.Severity), Verdict: b.Verdict}
		for _, s := range b.Services {
			if one.Services == nil {
				one.Services = map[string]string{}
			}
			one.Services[s.Service] = s.Verdict
		}
		out.Breaches = append(out.Breaches, one)
	}
	return out
}

// resultFile is a result as JSON. The lines are columns, see lineColumns.
type resultFile struct {
	Version  int          `json:"version"`
	Key      string       `json:"key"`
	Parts    Parts        `json:"parts"`
	Reads    []Read       `json:"reads"`
	Chain    []Link       `json:"chain"`
	Breaches []Breach     `json:"breaches"`
	Standing standingFile `json:"standing"`
}

// standingFile is a standing as JSON: services in order, unknown numbers null.
type standingFile struct {
	Year     int           `json:"year"`
	Lawful   bool          `json:"lawful"`
	Compared bool          `json:"compared"`
	Judged   []bool        `json:"judged"`
	Kept     []bool        `json:"kept"`
	Staffed  []bool        `json:"staffed"`
	Same     []bool        `json:"same"`
	Sold     []bool        `json:"sold"`
	Numbers  [][6]*float64 `json:"numbers"` // four counts, euros, people there
}

// encoder and decoder may be used by several goroutines at once.
var (
	encoder, _ = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	decoder, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0))
)

// encode returns the bytes of a result: the same for equal results.
func (r *Result) encode() ([]byte, error) {
	f := resultFile{Version: ResultVersion, Key: r.Key, Parts: r.Parts, Reads: r.Reads, Chain: r.Chain, Breaches: r.Breaches}
	f.Standing = standingFile{Year: r.Standing.Year, Lawful: r.Standing.Lawful, Compared: r.Standing.Compared}
	for _, s := range r.Standing.Services {
		f.Standing.Judged, f.Standing.Kept, f.Standing.Staffed = append(f.Standing.Judged, s.Judged), append(f.Standing.Kept, s.Kept), append(f.Standing.Staffed, s.Staffed)
		f.Standing.Same, f.Standing.Sold = append(f.Standing.Same, s.Same), append(f.Standing.Sold, s.Sold)
		c := s.Counts
		f.Standing.Numbers = append(f.Standing.Numbers, [6]*float64{known(c[0]), known(c[1]), known(c[2]), known(c[3]), known(s.Euros), known(s.There)})
	}
	text, err := json.Marshal(&f)
	if err != nil {
		return nil, err
	}
	text, err = appendLines(slices.Grow(text, 24*len(r.Lines)), r.Lines)
	if err != nil {
		return nil, err
	}
	return encoder.EncodeAll(text, make([]byte, 0, len(text)/2)), nil
}

// decodeResult reads a result. An error says what is wrong with the bytes.
func decodeResult(packed []byte) (*Result, error) {
	text, err := decoder.DecodeAll(packed, nil)
	if err != nil {
		return nil, err
	}
	var f struct {
		resultFile
		lineColumns
	}
	if err := json.Unmarshal(text, &f); err != nil {
		return nil, err
	}
	out := &Result{Key: f.Key, Parts: f.Parts, Reads: f.Reads, Chain: f.Chain, Breaches: f.Breaches}
	switch {
	case f.Version > ResultVersion:
		return nil, &newer{f.Version}
	case f.Version == 1:
		err = f.from1()
	}
	if err == nil {
		out.Lines, err = f.lines()
	}
	if err == nil {
		out.Standing, err = f.Standing.standing()
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// standing returns the standing of a file.
func (f *standingFile) standing() (engine.Standing, error) {
	out := engine.Standing{Year: f.Year, Lawful: f.Lawful, Compared: f.Compared}
	n := len(f.Numbers)
	if len(f.Judged) != n || len(f.Kept) != n || len(f.Staffed) != n || len(f.Same) != n || len(f.Sold) != n {
		return out, fmt.Errorf("a standing in %d services has %d verdicts", len(f.Numbers), len(f.Judged))
	}
	number := func(v *float64) float64 {
		if v == nil {
			return math.NaN()
		}
		return *v
	}
	for s, x := range f.Numbers {
		out.Services = append(out.Services, engine.ServiceStanding{Judged: f.Judged[s], Kept: f.Kept[s], Staffed: f.Staffed[s], Same: f.Same[s], Sold: f.Sold[s],
			Counts: [4]float64{number(x[0]), number(x[1]), number(x[2]), number(x[3])}, Euros: number(x[4]), There: number(x[5])})
	}
	return out, nil
}

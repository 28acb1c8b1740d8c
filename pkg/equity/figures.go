package equity

import "slices"

// Figure describes one figure of equity: its formula, its source, its values at
// the edges, and the function that computes it. docs/MEASURES.md has a row for
// each.
type Figure struct {
	Name    string   // as on a command line
	Title   string   // title in words
	Formula string   // formula in one line; a second one after "; " is for times
	Papers  []string // author, year, publication; the first one defines it
	Unit    string   // "" = a dimensionless index; "value" = the unit of the values
	Edges   string   // result for 0, for no people or for equal values
	Differs []string // where another program gives another number: its name, ": " and how

	Ranked bool // people are ranked by a standing, such as income
	Line   bool // needs a line above 0, in the unit of the values
	Whole  bool // counts people who have +Inf; all others leave them out

	of func(s *Sample, r *Ranked, line float64, bad bool) float64
}

// Of computes the figure of the sample, or of the ranked people if it is
// Ranked. line is read only if the figure needs one; bad means that less is
// better, as for travel times.
func (f *Figure) Of(s *Sample, r *Ranked, line float64, bad bool) float64 {
	return f.of(s, r, line, bad)
}

// FindFigure returns a figure by its name; nil if there is none.
func FindFigure(name string) *Figure {
	list := Figures()
	if i := slices.IndexFunc(list, func(f Figure) bool { return f.Name == name }); i >= 0 {
		return &list[i]
	}
	return nil
}

// farBeyond is the factor by which a value must miss the line to be far beyond
// it.
const farBeyond = 1.5

// FarBeyond returns the share of the people who have less than the line ÷ 1.5
// or, for a bad, more than 1.5 times it; +Inf counts. NaN as for Poverty.
func (s *Sample) FarBeyond(line float64, bad bool) float64 {
	if bad {
		return s.Excess(farBeyond*line, 0)
	}
	return s.Poverty(line/farBeyond, 0)
}

const (
	allHaveNone = "0 where all have 0, undefined without people"
	asGood      = "R accessibility: takes every value as a good, so for times the poor are those who travel less than the line"
	fgt         = "Foster, Greer & Thorbecke 1984, doi 10.2307/1913475"
)

// Figures lists every figure, in the order of the documentation.
func Figures() []Figure {
	return append(shareFigures(), append(rankedFigures(), lineFigures()...)...)
}

func shareFigures() []Figure {
	plain := func(of func(*Sample) float64) func(*Sample, *Ranked, float64, bool) float64 {
		return func(s *Sample, _ *Ranked, _ float64, _ bool) float64 { return of(s) }
	}
	return []Figure{
		{Name: "gini", Title: "Gini coefficient", Formula: "Σ_i Σ_k w_i w_k abs(x_i − x_k) ÷ (2 W² mean)", Papers: []string{"Gini 1912, Variabilità e mutabilità"},
			Edges: allHaveNone, Differs: []string{"R accessibility: before 1.6, integers are summed in 32 bits, which overflows with many people"}, of: plain((*Sample).Gini)},
		{Name: "theil", Title: "Theil's T", Formula: "(1/W) Σ w (x/mean) ln(x/mean)", Papers: []string{"Theil 1967, Economics and Information Theory"},
			Edges: "0 where all have 0, undefined without people; people with 0 add 0", Differs: []string{"R accessibility: people who have 0 count in the mean but not in the number of people, and by groups the figure is NaN"}, of: plain((*Sample).TheilT)},
		{Name: "theil-l", Title: "Theil's L, the mean logarithmic deviation", Formula: "(1/W) Σ w ln(mean/x)", Papers: []string{"Theil 1967, Economics and Information Theory"},
			Edges: "+Inf where some have 0 and others do not", of: plain((*Sample).TheilL)},
		{Name: "atkinson", Title: "Atkinson's index", Formula: "1 − ((1/W) Σ w (x/mean)^(1−ε))^(1/(1−ε)) with ε = 0.5", Papers: []string{"Atkinson 1970, doi 10.1016/0022-0531(70)90039-6"},
			Edges: allHaveNone, of: plain(func(s *Sample) float64 { return s.Atkinson(0.5) })},
		{Name: "jain", Title: "Jain's index of fairness", Formula: "mean² ÷ mean of squares", Papers: []string{"Jain, Chiu & Hawe 1984, DEC Research Report TR-301"},
			Edges: "1 where all have 0, undefined without people", of: plain((*Sample).Jain)},
		{Name: "p90-p10", Title: "90th over 10th percentile", Formula: "P90 ÷ P10, nearest rank", Papers: []string{"nearest rank: Hyndman & Fan 1996, doi 10.1080/00031305.1996.10473566, definition 1"},
			Edges: "+Inf where P10 is 0 and P90 is not; 1 where both are 0", of: plain(func(s *Sample) float64 { return s.QuantileRatio(0.9, 0.1) })},
		{Name: "envy", Title: "Envy over all pairs of people", Formula: "Σ_i Σ_k w_i w_k max(0, x_i − x_k) = W² mean gini", Papers: []string{"Espejo, Marín, Puerto & Rodríguez-Chía 2009, Computers & Operations Research 36:1966-1981"},
			Unit: "people² × value", Edges: "0 where all are equal", of: plain((*Sample).Envy)},
		{Name: "kolm-pollak", Title: "Equally distributed equivalent of Kolm and Pollak", Formula: "−(1/κ) ln((1/W) Σ w exp(−κ x)) with κ = mean ÷ mean of squares, below 0 for times", Papers: []string{"Sheriff & Maguire 2020, doi 10.1111/risa.13562", "κ as in Logan et al. 2021, doi 10.1016/j.compenvurbsys.2020.101590"},
			Unit: "value", Edges: "the common value where all are equal; 0 where that is 0", of: func(s *Sample, _ *Ranked, _ float64, bad bool) float64 { return s.KolmPollak(1, bad) }},
	}
}

func rankedFigures() []Figure {
	return []Figure{
		{Name: "palma", Title: "Palma ratio by standing", Formula: "mean of the best-off tenth ÷ mean of the worst-off four tenths", Papers: []string{"Palma 2011, doi 10.1111/j.1467-7660.2011.01683.x", "in transport: Pereira & Herszenhut 2023, Introduction to urban accessibility (Ipea)"},
			Edges: "people with the same standing at the edge are split in proportion; +Inf where the worst off have 0 and the best off do not, 1 where both have 0", Differs: []string{"R accessibility: whole cells, up to the weighted 40 % quantile of the standing and above the 90 % quantile (PalmaWhole)"},
			Ranked: true, of: func(_ *Sample, r *Ranked, _ float64, _ bool) float64 { return r.Palma(0.1, 0.4) }},
		{Name: "concentration", Title: "Concentration index by standing", Formula: "(2 ÷ (W mean)) Σ w x r − 1 with r the fractional rank", Papers: []string{"Kakwani, Wagstaff & van Doorslaer 1997, doi 10.1016/S0304-4076(96)01807-6", "van Doorslaer & Koolman 2004, doi 10.1002/hec.918"},
			Edges: "ties share the average rank; 0 where all have 0", Differs: []string{"R accessibility: ties are ranked in the order of the rows"},
			Ranked: true, of: func(_ *Sample, r *Ranked, _ float64, _ bool) float64 { return r.Concentration() }},
	}
}

func lineFigures() []Figure {
	short := func(alpha float64) func(*Sample, *Ranked, float64, bool) float64 {
		return func(s *Sample, _ *Ranked, line float64, bad bool) float64 {
			if bad {
				return s.Excess(line, alpha)
			}
			return s.Poverty(line, alpha)
		}
	}
	return []Figure{
		{Name: "poverty", Title: "Share of the people below the line (FGT 0)", Formula: "(1/W) Σ w [x < z]; for times (1/W) Σ w [t > z]", Papers: []string{fgt}, Unit: "share",
			Edges: "a value equal to the line is not below it; people who reach nothing count", Line: true, Whole: true, Differs: []string{asGood}, of: short(0)},
		{Name: "poverty-gap", Title: "Mean gap to the line (FGT 1)", Formula: "(1/W) Σ w [x < z] (z − x)/z; for times (t − z)/z beyond it", Papers: []string{fgt},
			Edges: "0 if nobody is below", Line: true, Differs: []string{asGood}, of: short(1)},
		{Name: "poverty-severity", Title: "Mean squared gap to the line (FGT 2)", Formula: "(1/W) Σ w [x < z] ((z − x)/z)²; for times ((t − z)/z)² beyond it", Papers: []string{fgt},
			Edges: "0 if nobody is below", Line: true, Differs: []string{asGood}, of: short(2)},
		{Name: "far-beyond", Title: "Share of the people far beyond the line", Formula: "(1/W) Σ w [x < z/1.5]; for times (1/W) Σ w [t > 1.5 z]", Papers: []string{"a convention of this program: a factor of 1.5 beyond the line"}, Unit: "share",
			Edges: "people who reach nothing count", Line: true, Whole: true,
			of: func(s *Sample, _ *Ranked, line float64, bad bool) float64 { return s.FarBeyond(line, bad) }},
	}
}

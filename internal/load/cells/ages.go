package cells

import (
	"fmt"
	"strings"

	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/internal/load/parameters"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

// within returns the share of each year of age within its band. Shares add up to 1
// in each band. An even split gives all years the same share, and an open band
// ends at 100. A split by profile follows population.age_profile.
func within(r *input.Reader, f *File, t *yaml.Tree, tree params.Tree, bands []bandKey, ageless bool) ([]float64, bool) {
	weight := make([]float64, population.Ages)
	switch {
	case f.Split == "profile":
		var ok bool
		if weight, ok = ageWeights(r, t, tree); !ok {
			return nil, false
		}
	case ageless:
		r.Wrong(t, "bands, or split: profile", "a total has no ages; the parameters "+parameters.AgeProfile+" give them", "population")
		return nil, false
	default:
		for a := range weight {
			weight[a] = 1
		}
	}
	for _, b := range bands {
		sum := 0.0
		for a := b.ages.From; a <= b.ages.To; a++ {
			sum += weight[a]
		}
		if sum == 0 {
			r.Wrong(t, fmt.Sprintf("people aged %s in %s", b.ages, parameters.AgeProfile), "the band "+b.column+" is split by these", "population", "split")
			return nil, false
		}
		for a := b.ages.From; a <= b.ages.To; a++ {
			weight[a] /= sum
		}
	}
	return weight, true
}

// noteSplit notes how bands were split into years.
func noteSplit(r *input.Reader, f *File, bands []bandKey) {
	if f.Split == "profile" {
		r.State("data.ages_split", "file", source.Base(f.File), "parameters", parameters.AgeProfile)
		return
	}
	r.State("data.ages_even", "file", source.Base(f.File), "ages", bands[len(bands)-1].ages.String())
}

// ageWeights reads the people of each year of age. The people of a group are
// spread evenly over its years. The groups must cover all ages once.
func ageWeights(r *input.Reader, t *yaml.Tree, tree params.Tree) ([]float64, bool) {
	weight, given := make([]float64, population.Ages), make([]bool, population.Ages)
	at := []string{"parameters", "population", "age_profile"}
	good := true
	for _, p := range tree.Under(parameters.AgeProfile) {
		key := strings.TrimPrefix(p.Path[len(parameters.AgeProfile):], ".")
		ages, ok := field.ParseAges(field.Ages(key))
		here := append(at[:3:3], key)
		switch {
		case !ok:
			r.Wrong(t, field.AgeWords, "", here...)
		case !p.Known || p.Text != "" || p.V < 0:
			r.Wrong(t, "the people of this age, 0 or more", "bands are split by them", append(here, "v")...)
			ok = false
		}
		if good = good && ok; !ok {
			continue
		}
		for a := ages.From; a <= ages.To; a++ {
			if given[a] {
				r.Wrong(t, fmt.Sprintf("age %d once", a), "age groups must not overlap", here...)
				return nil, false
			}
			given[a], weight[a] = true, p.V/float64(ages.To-ages.From+1)
		}
	}
	for a, ok := range given {
		if good && !ok {
			r.Wrong(t, fmt.Sprintf("the parameter %s for age %d", parameters.AgeProfile, a), "split: profile needs the people of all ages", at...)
			return nil, false
		}
	}
	return weight, good
}

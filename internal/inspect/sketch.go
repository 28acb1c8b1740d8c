package inspect

import (
	"cmp"
	"encoding/binary"
	"maps"
	"math"
	"slices"
	"strings"
)

// sketch keeps the values of a column that have the lowest hashes, each with
// its number of occurrences (k minimum values; Bar-Yossef et al. 2002). While
// there are fewer than keep different values, it is exact. After that it is a
// sample of the different values that two columns choose alike, so that shares
// of common values can be estimated too. Memory: keep values, temporarily twice
// that.
type sketch struct {
	keep  int
	limit uint64 // hashes above it are not kept
	kept  map[uint64]entry
}

// entry is a kept value.
type entry struct {
	text string
	n    int64
}

// longestKept is the bytes of a value that are kept for examples.
const longestKept = 48

func newSketch(keep int) *sketch {
	return &sketch{keep: keep, limit: math.MaxUint64, kept: map[uint64]entry{}}
}

// add counts a value; text is copied if it is kept.
func (s *sketch) add(text []byte) {
	h := hash(text)
	if h > s.limit {
		return
	}
	e, ok := s.kept[h]
	if !ok {
		e.text = strings.Clone(string(text[:min(len(text), longestKept)]))
	}
	e.n++
	s.kept[h] = e
	if len(s.kept) >= 2*s.keep {
		s.prune()
	}
}

// prune keeps the keep lowest hashes.
func (s *sketch) prune() {
	all := slices.Sorted(maps.Keys(s.kept))
	if len(all) <= s.keep {
		return
	}
	for _, h := range all[s.keep:] {
		delete(s.kept, h)
	}
	s.limit = all[s.keep-1]
}

// distinct returns the number of different values, and whether it is estimated.
func (s *sketch) distinct() (int64, bool) {
	if s.limit == math.MaxUint64 {
		return int64(len(s.kept)), false
	}
	return int64(float64(len(s.kept)-1) / (float64(s.limit) / math.MaxUint64)), true
}

// twice returns how many of the kept values occur more than once, and the most
// frequent one.
func (s *sketch) twice() (n int64, most entry) {
	for _, e := range s.kept {
		if e.n > 1 {
			n++
			if c := cmp.Compare(e.n, most.n); c > 0 || c == 0 && e.text < most.text {
				most = e
			}
		}
	}
	return n, most
}

// within returns the share of the values of s that t has, and up to three
// values that it lacks. Only values below both limits can be compared.
func (s *sketch) within(t *sketch) (share float64, values int, not []string) {
	limit := min(s.limit, t.limit)
	found := 0
	var missing []uint64
	for h := range s.kept {
		if h > limit {
			continue
		}
		values++
		if _, ok := t.kept[h]; ok {
			found++
		} else {
			missing = append(missing, h)
		}
	}
	for _, h := range missing {
		not = append(not, s.kept[h].text)
	}
	slices.Sort(not)
	if values == 0 {
		return 0, 0, nil
	}
	return float64(found) / float64(values), values, not[:min(len(not), 3)]
}

// hash is FNV-1a with the last steps of splitmix64, which distribute it evenly.
// Long texts are processed eight bytes at a time.
func hash(text []byte) uint64 {
	h := uint64(14695981039346656037)
	for ; len(text) > longHash; text = text[8:] {
		h = (h ^ binary.LittleEndian.Uint64(text)) * 0x9e3779b97f4a7c15
		h ^= h >> 32
	}
	for _, c := range text {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return spread(h)
}

// longHash is the length from which a text is long: ids are shorter.
const longHash = 256

// spread makes consecutive numbers look random.
func spread(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

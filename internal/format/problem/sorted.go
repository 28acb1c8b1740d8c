package problem

import (
	"cmp"
	"slices"
)

// Sorted returns the list in display order: the problems of the file first,
// such as the county's, then those of the other files by name; within a file
// first those of the whole file, then by row and character. Problems at one
// position keep their order. For a kind that more than PerKind files have, the
// first PerKind files are kept.
func (ps Problems) Sorted(first string) Problems {
	out := slices.Clone(ps)
	slices.SortStableFunc(out, func(a, b Problem) int {
		return cmp.Or(rank(a.File, first)-rank(b.File, first), cmp.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row),
			cmp.Compare(a.Char, b.Char))
	})
	out.counts()
	return out.fold()
}

func rank(file, first string) int {
	if file == first {
		return 0
	}
	return 1
}

// kind is what grouped problems have in common.
type kind struct{ column, expected string }

func (p *Problem) kind() kind { return kind{p.Column, p.Expected} }

// counts moves the counts of unlisted problems to the last listed one of their
// kind and file, where they are read as its continuation.
func (ps Problems) counts() {
	type group struct {
		kind
		file string
	}
	last := map[group]int{}
	for i := range ps {
		last[group{ps[i].kind(), ps[i].File}] = i
	}
	for i := range ps {
		p := &ps[i]
		if to := &ps[last[group{p.kind(), p.File}]]; to != p {
			to.More, to.Elsewhere = to.More+p.More, to.Elsewhere+p.Elsewhere
			p.More, p.Elsewhere = 0, 0
		}
	}
}

// fold keeps the first PerKind files of each kind and counts the others at the
// last problem kept. The list is sorted.
func (ps Problems) fold() Problems {
	type seen struct {
		files int
		file  string
		last  int // index in out
	}
	kinds := map[kind]*seen{}
	out := ps[:0]
	for _, p := range ps {
		s := kinds[p.kind()]
		if s == nil {
			s = &seen{file: p.File, files: 1}
			kinds[p.kind()] = s
		}
		if s.file != p.File {
			s.file = p.File
			s.files++
		}
		if s.files > PerKind {
			out[s.last].Elsewhere += 1 + p.More + p.Elsewhere
			continue
		}
		s.last = len(out)
		out = append(out, p)
	}
	return out
}

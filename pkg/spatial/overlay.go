package spatial

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"
)

// Share is the part of a source polygon that lies in a target polygon.
type Share struct {
	Source   int32   // index of the source polygon
	Target   int32   // index of the target polygon
	Fraction float64 // of the source's area, above 0 and at most 1
}

// Overlay returns, for each source polygon, the fraction of its area in each
// target polygon that it meets, sorted by source and then by target: the
// weights of areal interpolation, which moves counts between grids that do not
// match (Goodchild and Lam 1980). Coordinates are metres of one system.
//
// The polygons are cells of a grid: one convex ring each, of 3 to 16 vertices
// in either direction, closed or not; targets do not overlap. Vertices are
// taken as accurate to one millimetre: a piece thinner than that is left out,
// and fractions whose sum differs from 1 by no more than such a seam are scaled
// to 1. So the fractions of a source add up to 1 if it lies within the targets,
// and to less if a part of it lies outside all of them; Outside returns that
// part. No source or no target returns no shares.
//
// The error joins a *PolygonError for each polygon that has no area, is not
// convex or has a vertex without valid coordinates, and for each source whose
// fractions add up to more than 1, which shows that targets overlap; at most 20
// of a kind are listed and the rest are counted.
func Overlay(source, target []orb.Polygon) ([]Share, error) {
	from, problems := newConvexSet("source", source)
	onto, more := newConvexSet("target", target)
	if problems = append(problems, more...); len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	if len(source) == 0 || len(target) == 0 {
		return nil, nil
	}
	var (
		boxes  rtree.RTreeG[int32]
		near   []int32 // targets whose boxes meet that of the source
		shares = make([]Share, 0, 6*len(source))
		clip   clipper
		bad    int
	)
	for t, b := range onto.bounds {
		boxes.Insert(b.Min, b.Max, int32(t))
	}
	collect := func(_, _ [2]float64, t int32) bool {
		near = append(near, t)
		return true
	}
	for s := range int32(len(source)) {
		first, seam := len(shares), 0.0
		near = near[:0]
		boxes.Search(from.bounds[s].Min, from.bounds[s].Max, collect)
		slices.Sort(near)
		for _, t := range near {
			area, perimeter := measure(clip.intersect(from.vertices(s), onto.vertices(t)))
			if area > vertexNoise/2*perimeter {
				shares = append(shares, Share{Source: s, Target: t, Fraction: area / from.area[s]})
				seam += vertexNoise * perimeter
			}
		}
		if err := scaleToOne(shares[first:], seam/from.area[s]); err != nil {
			if bad++; bad <= maxProblems {
				problems = append(problems, err)
			}
		}
	}
	if bad > maxProblems {
		problems = append(problems, fmt.Errorf("and %d more source polygons", bad-maxProblems))
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	return shares, nil
}

// scaleToOne scales the shares of one source to 1 if their sum differs from 1 only
// by the seam. A sum above that is an error.
func scaleToOne(shares []Share, seam float64) error {
	sum := 0.0
	for _, s := range shares {
		sum += s.Fraction
	}
	if sum > 1+seam {
		return &PolygonError{Role: "source", Index: int(shares[0].Source), Reason: fmt.Sprintf(
			"lies in targets that overlap: its %d shares add up to %.6g, first of target %d, last of target %d",
			len(shares), sum, shares[0].Target, shares[len(shares)-1].Target)}
	}
	if sum >= 1-seam {
		for i := range shares {
			shares[i].Fraction /= sum
		}
	}
	return nil
}

// Outside returns, for each of n source polygons, the fraction of its area that
// lies in no target, 0 to 1, from the shares of Overlay. It is exactly 0 for a
// source within the targets, and 1 for one without shares. n is the number of
// sources passed to Overlay.
func Outside(shares []Share, n int) []float64 {
	outside := make([]float64, n)
	for i := range outside {
		outside[i] = 1
	}
	for _, s := range shares {
		outside[s.Source] -= s.Fraction
	}
	for i, part := range outside {
		if part < 1e-9 { // rounding left over from a whole
			outside[i] = 0
		}
	}
	return outside
}

// clipper holds the two buffers that clipping alternates between. Each of the
// window's edges adds at most one vertex to a convex subject.
type clipper [2][2*maxVertices + 2]orb.Point

// intersect cuts the convex subject with each edge of the convex window, both
// counter-clockwise (Sutherland and Hodgman 1974). The result is an open ring,
// valid until the next call, and empty if they do not meet.
func (c *clipper) intersect(subject, window []orb.Point) []orb.Point {
	in := subject
	a := window[len(window)-1]
	for i, b := range window {
		out := c[i&1][:0]
		p := in[len(in)-1]
		dp := cross(a, b, p)
		for _, q := range in {
			dq := cross(a, b, q)
			if (dp >= 0) != (dq >= 0) {
				t := dp / (dp - dq)
				out = append(out, orb.Point{p[0] + t*(q[0]-p[0]), p[1] + t*(q[1]-p[1])})
			}
			if dq >= 0 {
				out = append(out, q)
			}
			p, dp = q, dq
		}
		if len(out) < 3 {
			return nil
		}
		in, a = out, b
	}
	return in
}

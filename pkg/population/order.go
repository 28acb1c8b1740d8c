package population

import "slices"

// Sorting gives the order that sorts n things by less, or by equal places as
// they stand: sorted[k] is the index of the k-th one. back lists the sorted
// things in the order in which they stood, nil where nothing moves.
func Sorting(n int, compare func(i, j int) int) (sorted []int, back []int32) {
	sorted = make([]int, n)
	for i := range sorted {
		sorted[i] = i
	}
	slices.SortStableFunc(sorted, compare)
	if slices.IsSorted(sorted) {
		return sorted, nil
	}
	back = make([]int32, n)
	for k, i := range sorted {
		back[i] = int32(k)
	}
	return sorted, back
}

// Sorted gives a list, of width values a thing, in an order of Sorting. A list
// of another length, such as nil, is given back as it is.
func Sorted[T any](list []T, width int, sorted []int) []T {
	if len(list) != width*len(sorted) {
		return list
	}
	out := make([]T, 0, len(list))
	for _, i := range sorted {
		out = append(out, list[i*width:i*width+width]...)
	}
	return out
}

// InOrder lists n indexes in an order of back, those beyond it at the end; as
// they are where it is nil.
func InOrder(back []int32, n int) []int {
	out := make([]int, 0, n)
	for _, k := range back {
		if int(k) < n {
			out = append(out, int(k))
		}
	}
	for k := len(out); k < n; k++ {
		out = append(out, k)
	}
	return out
}

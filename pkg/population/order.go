package population

import "slices"

// Sorting returns the stable order of n items by compare: sorted[k] is the
// index of the k-th item. back is the inverse: it lists the sorted items in
// their original order, and is nil if they were sorted already.
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

// Sorted returns a list with width values per item in an order from Sorting. A
// list of another length, such as nil, is returned unchanged.
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

// InOrder lists n indexes in the order of back, those beyond it at the end; in
// ascending order if back is nil.
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

package input

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// maxReaders bounds the goroutines that read files. Each holds the bytes of one
// file in addition to its result: 1 MB for a file of the Helsinki matrix, 6 MB
// for a table of its store, and at most source.LongestFile for a text.
const maxReaders = 8

// Readers is how many goroutines read n files: one per processor, at most
// maxReaders.
func Readers(n int) int { return min(runtime.GOMAXPROCS(0), maxReaders, n) }

// Parallel calls do for 0 to n - 1 with several goroutines.
func Parallel(n int, do func(i int)) {
	var next atomic.Int64
	var group sync.WaitGroup
	for range Readers(n) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	group.Wait()
}

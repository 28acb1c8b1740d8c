//go:build !race

package ttm

// raceDetector is off: timings count.
const raceDetector = false

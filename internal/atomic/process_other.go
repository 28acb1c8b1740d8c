//go:build !linux && !darwin && !windows

package atomic

// machine is unknown: whether a process lives shows in its files alone.
func machine() (boot, space string) { return "", "" }

func began(int) uint64 { return 0 }

func fateOf(int, uint64) fate { return unknown }

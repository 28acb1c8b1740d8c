//go:build !linux && !darwin && !windows

package atomic

// machine is unknown: only its files show whether a process lives.
func machine() (boot, space string) { return "", "" }

func began(int) uint64 { return 0 }

func fateOf(int, uint64) fate { return unknown }

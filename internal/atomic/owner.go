package atomic

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"time"
)

// owner is a process, told apart from every other one: a number alone is not
// enough, since each container counts from 1 and numbers come back.
type owner struct {
	Host  string `json:"host"`
	Boot  string `json:"boot"`  // this start of the machine; "" where unknown
	Space string `json:"space"` // the processes that see each other, such as a container
	PID   int    `json:"pid"`
	Start uint64 `json:"start"` // when the process began, by the system's own count; 0 where unknown
}

// self is this process.
var self = sync.OnceValue(func() owner {
	host, _ := os.Hostname()
	boot, space := machine()
	return owner{Host: host, Boot: boot, Space: space, PID: os.Getpid(), Start: began(os.Getpid())}
})

// site gives the machine, its start and the process space in few characters.
func (o owner) site() string {
	sum := sha256.Sum256([]byte(o.Host + "\x00" + o.Boot + "\x00" + o.Space))
	return hex.EncodeToString(sum[:6])
}

// fate is what is known of a process.
type fate int

const (
	unknown fate = iota // it runs where this process cannot see it
	alive
	dead
)

// fate asks the system, which knows the processes of its own space alone.
func (o owner) fate() fate {
	here := self()
	if here.Boot == "" || o.site() != here.site() || o.Start == 0 {
		return unknown
	}
	return fateOf(o.PID, o.Start)
}

// temporary names a file that waits to take its place, so that everybody sees
// whose it is from the moment it is there.
func temporary(dir string, number uint64) string {
	o := self()
	return filepath.Join(dir, fmt.Sprintf(".saavu-%s-%d-%d-%016x", o.site(), o.PID, o.Start, number))
}

var temporaryName = regexp.MustCompile(`^\.saavu-([0-9a-f]{12})-([0-9]{1,10})-([0-9]{1,20})-[0-9a-f]{16}$`)

// Ours says whether a name in a folder is that of a lock, or of a temporary file or
// folder, of this package.
func Ours(name string) bool { return name == lockName || temporaryName.MatchString(name) }

// fateOfName tells whether the process lives that a temporary name belongs to,
// and whether the name is one.
func fateOfName(name string) (f fate, ok bool) {
	m := temporaryName.FindStringSubmatch(name)
	if m == nil {
		return unknown, false
	}
	here := self()
	if m[1] != here.site() {
		return unknown, true
	}
	here.PID, _ = strconv.Atoi(m[2])
	here.Start, _ = strconv.ParseUint(m[3], 10, 64)
	return here.fate(), true
}

// idle is how long a temporary file of a process that cannot be seen stays as it
// is before it counts as left behind.
const idle = time.Hour

// sweep removes the temporary files of dead processes from a folder. What cannot
// be removed stays: it is not in the way of this run.
func sweep(dir string) {
	entries, _ := os.ReadDir(dir)
	var now time.Time
	for _, e := range entries {
		f, ours := fateOfName(e.Name())
		if !ours || e.IsDir() || f == alive {
			continue
		}
		if f == unknown {
			info, err := e.Info()
			if now.IsZero() {
				now = clock(dir)
			}
			if err != nil || now.Sub(info.ModTime()) < idle {
				continue
			}
		}
		os.Remove(filepath.Join(dir, e.Name()))
	}
}

// clock gives the time of the machine that keeps a folder, which may not be this
// one; the zero time where nothing can be written there.
func clock(dir string) time.Time {
	part, err := begin(dir, rand.Uint64)
	if err != nil {
		return time.Time{}
	}
	defer os.Remove(part)
	info, err := os.Stat(part)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

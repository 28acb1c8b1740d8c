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

// owner identifies a process uniquely. The process id is not enough, since each
// container counts from 1 and ids are reused.
type owner struct {
	Host  string `json:"host"`
	Boot  string `json:"boot"`  // identifies the boot of the machine; "" if unknown
	Space string `json:"space"` // processes that see each other, such as a container
	PID   int    `json:"pid"`
	Start uint64 `json:"start"` // start of the process in the system's own unit; 0 if unknown
}

// self is this process.
var self = sync.OnceValue(func() owner {
	host, _ := os.Hostname()
	boot, space := machine()
	return owner{Host: host, Boot: boot, Space: space, PID: os.Getpid(), Start: began(os.Getpid())}
})

// site returns a short hash of the machine, its boot and the process space.
func (o owner) site() string {
	sum := sha256.Sum256([]byte(o.Host + "\x00" + o.Boot + "\x00" + o.Space))
	return hex.EncodeToString(sum[:6])
}

// fate is what is known about a process.
type fate int

const (
	unknown fate = iota // it is not visible to this process
	alive
	dead
)

// fate asks the system, which only knows the processes of its own space.
func (o owner) fate() fate {
	here := self()
	if here.Boot == "" || o.site() != here.site() || o.Start == 0 {
		return unknown
	}
	return fateOf(o.PID, o.Start)
}

// temporary returns the name of a temporary file, which identifies its process from
// the moment the file exists.
func temporary(dir string, number uint64) string {
	o := self()
	return filepath.Join(dir, fmt.Sprintf(".saavu-%s-%d-%d-%016x", o.site(), o.PID, o.Start, number))
}

var temporaryName = regexp.MustCompile(`^\.saavu-([0-9a-f]{12})-([0-9]{1,10})-([0-9]{1,20})-[0-9a-f]{16}$`)

// Ours reports whether a name in a folder is a lock, or a temporary file or
// folder, of this package.
func Ours(name string) bool { return name == lockName || temporaryName.MatchString(name) }

// fateOfName returns the fate of the process of a temporary name; false if the
// name is not temporary.
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

// idle is how long a temporary file of a process that is not visible may be
// unchanged before it counts as left behind.
const idle = time.Hour

// sweep removes the temporary files of dead processes from a folder. Files that
// cannot be removed stay: they do not disturb this run.
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

// clock returns the time of the machine that stores a folder, which may be another
// machine; the zero time if the folder cannot be written to.
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

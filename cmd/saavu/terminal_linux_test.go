package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// pseudoTerminal gives the two ends of a terminal: what is written to the second can be
// read from the first.
func pseudoTerminal(t *testing.T) (reader, terminal *os.File) {
	t.Helper()
	reader, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { reader.Close() })
	fd := int(reader.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { terminal.Close() })
	return reader, terminal
}

// On a terminal the language is that of the environment; --lang and --json come before it,
// and files are in English.
func TestPrintedOnATerminal(t *testing.T) {
	reader, screen := pseudoTerminal(t)
	t.Setenv("LC_ALL", "")
	t.Setenv("LC_MESSAGES", "sv_FI.UTF-8")
	t.Setenv("LANG", "fi_FI.UTF-8")
	byDefault := language{}
	if got, json, files := byDefault.printed(screen, false).Language(), byDefault.printed(screen, true).Language(), byDefault.written().Language(); got != "sv" || json != "en" || files != "en" {
		t.Errorf("printed in %s, JSON in %s, written in %s", got, json, files)
	}
	asked := language{"fi"}
	if got := asked.printed(screen, false).Language(); got != "fi" {
		t.Errorf("--lang fi: printed in %s", got)
	}
	if code, stderr := call(context.Background(), screen, "list", "options", "remote"); code != done || stderr != "" {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	line, err := bufio.NewReader(reader).ReadString('\n')
	if err != nil || !strings.Contains(line, "alternativ: 1 av 11") {
		t.Errorf("a terminal shows %q, %v", line, err)
	}
}

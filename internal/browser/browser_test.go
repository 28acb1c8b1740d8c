package browser

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// fake writes a program that stands for a browser: it runs a script with the place of
// the PDF in $pdf and that of the page in $page.
func fake(t *testing.T, script string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("a script of a shell")
	}
	name := filepath.Join(t.TempDir(), "browser")
	text := "#!/bin/sh\nfor a in \"$@\"; do case \"$a\" in --print-to-pdf=*) pdf=${a#--print-to-pdf=};; file://*) page=${a#file://};; esac; done\n" + script
	if err := os.WriteFile(name, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestPDF(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	const page = "<!DOCTYPE html><p>ä</p>"
	whole := fake(t, `printf '%%PDF-1.4\n' >"$pdf"; cat "$page" >>"$pdf"; printf '\n%%%%EOF\n' >>"$pdf"; echo done >&2`)
	out, err := PDF(t.Context(), whole, []byte(page), time.Minute)
	if err != nil || string(out) != "%PDF-1.4\n"+page+"\n%%EOF\n" {
		t.Errorf("%q, %v", out, err)
	}
	for name, tt := range map[string]struct{ script, want string }{
		"fails":      {"echo one >&2; echo 'no display' >&2; exit 3", " failed: exit status 3: no display; install Chromium"},
		"no output":  {"exit 0", " ended without writing a PDF; install"},
		"half":       {`printf '%%PDF-1.4\nhalf' >"$pdf"`, " wrote something that is no whole PDF; install"},
		"other":      {`echo '<html>' >"$pdf"`, " wrote something that is no whole PDF; install"},
		"hangs":      {"sleep 60", " did not print the page within 200ms and was stopped; install"},
		"late child": {"sleep 60 & exit 0", " ended without writing a PDF; install"},
	} {
		limit := time.Minute
		if name == "hangs" {
			limit = 200 * time.Millisecond
		}
		began := time.Now()
		out, err := PDF(t.Context(), fake(t, tt.script), []byte(page), limit)
		if out != nil || err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %q, %v", name, out, err)
		}
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := PDF(stopped, whole, []byte(page), time.Minute); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped by the user: %v", err)
	}
	if left, _ := os.ReadDir(os.Getenv("TMPDIR")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestFind(t *testing.T) {
	t.Setenv("PATH", "")
	t.Setenv(Setting, "")
	if path, err := Find(); err == nil {
		if !filepath.IsAbs(path) {
			t.Errorf("found %s", path)
		}
	} else if !strings.Contains(err.Error(), "none was found; install Chromium, Google Chrome or Microsoft Edge, or name one in SAAVU_BROWSER") {
		t.Error(err)
	}
	own := fake(t, "exit 0")
	t.Setenv("PATH", filepath.Dir(own))
	if err := os.Rename(own, filepath.Join(filepath.Dir(own), "google-chrome")); err != nil {
		t.Fatal(err)
	}
	if path, err := Find(); err != nil || filepath.Base(path) != "google-chrome" {
		t.Errorf("in PATH: %s, %v", path, err)
	}
	own = fake(t, "exit 0")
	t.Setenv(Setting, own)
	if path, err := Find(); err != nil || path != own {
		t.Errorf("named: %s, %v", path, err)
	}
	t.Setenv(Setting, own+"-none")
	if _, err := Find(); err == nil || !strings.Contains(err.Error(), "which is no program that can be run") {
		t.Errorf("named wrongly: %v", err)
	}
}

func TestUsualPlaces(t *testing.T) {
	env := func(name string) string { return map[string]string{"ProgramFiles": `C:\Program Files`}[name] }
	if got := usual("windows", env); len(got) != 3 || got[1] != `C:\Program Files\Microsoft\Edge\Application\msedge.exe` {
		t.Errorf("%q", got)
	}
	if got := usual("darwin", env); len(got) != 3 {
		t.Errorf("%q", got)
	}
}

// What the arguments keep from the browser: the network and the user's profile.
func TestArguments(t *testing.T) {
	got := strings.Join(arguments("/a b", "/a b/ä.html", "/a b/x.pdf"), "\n")
	for _, want := range []string{"--headless\n", "--host-resolver-rules=MAP * ~NOTFOUND\n", "--user-data-dir=" + filepath.Join("/a b", "profile") + "\n", "--print-to-pdf=/a b/x.pdf\n", "file:///a%20b/%C3%A4.html"} {
		if !strings.Contains(got, want) {
			t.Errorf("without %q: %s", want, got)
		}
	}
}

// Package browser prints a page to PDF with a browser of this machine, Chromium or one
// of its kin: it knows where such programs are and how they are run. The browser gets a
// time limit, a profile of its own that is removed, and no network. What it printed is
// returned only if it is a whole PDF; who calls writes it.
package browser

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"saavu/internal/atomic"
)

// Setting is the variable of the environment that names the browser.
const Setting = "SAAVU_BROWSER"

// Limit is how long a browser may take to print a page.
const Limit = 2 * time.Minute

// instead is what to do without a browser.
const instead = "install Chromium, Google Chrome or Microsoft Edge, or name one in " + Setting

// Find returns the path of a browser that prints to PDF: the one that SAAVU_BROWSER
// names, else the first in PATH or where systems install it. The error says what to
// install.
func Find() (string, error) {
	if own := os.Getenv(Setting); own != "" {
		path, err := exec.LookPath(own)
		if err != nil {
			return "", fmt.Errorf("%s is %q, which is no program that can be run; %s", Setting, own, instead)
		}
		return path, nil
	}
	for _, name := range slices.Concat(inPath, usual(runtime.GOOS, os.Getenv)) {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("a PDF is printed by a browser, and none was found; " + instead)
}

// inPath are names of browsers as PATH has them.
var inPath = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable", "msedge"}

// usual are the places where a system installs browsers that are not in PATH.
func usual(system string, env func(string) string) []string {
	switch system {
	case "darwin":
		return []string{
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
		}
	case "windows":
		var out []string
		for _, program := range []string{`Google\Chrome\Application\chrome.exe`, `Microsoft\Edge\Application\msedge.exe`, `Chromium\Application\chrome.exe`} {
			for _, folder := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
				if at := env(folder); at != "" {
					out = append(out, at+`\`+program)
				}
			}
		}
		return out
	}
	return []string{"/snap/bin/chromium", "/opt/google/chrome/chrome"}
}

// PDF prints a page with a browser that Find has found, and returns the PDF. It takes at
// most as long as limit. Errors say how the browser failed, with the end of what it
// wrote.
func PDF(ctx context.Context, browser string, page []byte, limit time.Duration) ([]byte, error) {
	var out []byte
	err := atomic.Scratch(func(dir string) error {
		html, pdf := filepath.Join(dir, "report.html"), filepath.Join(dir, "report.pdf")
		if err := atomic.Write(html, func(w io.Writer) error { _, err := w.Write(page); return err }); err != nil {
			return err
		}
		if err := run(ctx, browser, arguments(dir, html, pdf), limit); err != nil {
			return err
		}
		var err error
		if out, err = os.ReadFile(pdf); err != nil {
			return fmt.Errorf("%s ended without writing a PDF; %s", browser, instead)
		}
		if !bytes.HasPrefix(out, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimRight(out, "\r\n"), []byte("%%EOF")) {
			out = nil
			return fmt.Errorf("%s wrote something that is no whole PDF; %s", browser, instead)
		}
		out = compact(out)
		return nil
	})
	return out, err
}

// arguments are the flags of the browser: nothing on a screen, a new profile below dir,
// no network. Root has no sandbox.
func arguments(dir, html, pdf string) []string {
	out := []string{"--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",
		"--user-data-dir=" + filepath.Join(dir, "profile"), "--no-pdf-header-footer", "--generate-pdf-document-outline", "--print-to-pdf=" + pdf}
	if os.Geteuid() == 0 {
		out = append(out, "--no-sandbox")
	}
	path := filepath.ToSlash(html)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive of Windows
	}
	return append(out, (&url.URL{Scheme: "file", Path: path}).String())
}

// run runs the browser to its end or to the end of its time.
func run(ctx context.Context, browser string, arguments []string, limit time.Duration) error {
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var says bytes.Buffer
	cmd := exec.CommandContext(limited, browser, arguments...)
	cmd.Stdout, cmd.Stderr = &says, &says
	cmd.WaitDelay = time.Second // its own processes may keep what it writes to
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case limited.Err() != nil:
		return fmt.Errorf("%s did not print the page within %s and was stopped; %s", browser, limit, instead)
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return fmt.Errorf("%s failed: %w%s; %s", browser, err, lastLine(says.String()), instead)
	}
	return nil
}

// lastLine is the end of what a program wrote, after a colon; "" for nothing.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if last := strings.TrimSpace(lines[len(lines)-1]); last != "" {
		return ": " + last
	}
	return ""
}

package gpkg

import (
	"errors"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
)

// inMemory is the address of a database that is in no file.
const inMemory = "file::memory:"

// errTooLong says that SQLite cannot open a path, though the system can.
var errTooLong = errors.New("the path is too long for SQLite")

// longestPath is the bytes of a path that SQLite opens on Unix: 512, of which it
// keeps some for the names of side files.
const longestPath = 500

// address gives SQLite's address of a file, with settings for the driver. The
// error is errTooLong where there is none.
func address(path, settings string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if runtime.GOOS == "windows" {
		// SQLite's usual way to files ends at 260 characters.
		return addressOf(abs, "vfs=win32-longpath&"+settings, true), nil
	}
	if len(abs) > longestPath {
		return "", errTooLong
	}
	return addressOf(abs, settings, false), nil
}

// addressOf is address for an absolute path of Windows or of another system. All
// that is special in it is escaped: the driver and SQLite would take ? and # for
// the end of the name. The path begins with a slash, as what stands between the
// first two slashes and the third is the name of a computer to SQLite, and it
// takes none:
//
//	/srv/a b.gpkg             file:///srv/a%20b.gpkg
//	C:\county\a.gpkg           file:///C:/county/a.gpkg
//	\\server\share\a.gpkg      file:////server/share/a.gpkg
func addressOf(abs, settings string, windows bool) string {
	if windows {
		// Long paths as Windows writes them out: SQLite would not know them by slashes.
		if rest, ok := strings.CutPrefix(abs, `\\?\UNC\`); ok {
			abs = `\\` + rest
		}
		abs = strings.TrimPrefix(abs, `\\?\`)
		abs = strings.ReplaceAll(abs, `\`, "/")
		if !strings.HasPrefix(abs, "/") {
			abs = "/" + abs
		}
	}
	return (&url.URL{Scheme: "file", Path: abs, RawQuery: settings}).String()
}

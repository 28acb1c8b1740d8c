package gpkg

import (
	"errors"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
)

// inMemory is the address of a database without a file.
const inMemory = "file::memory:"

// errTooLong reports that SQLite cannot open a path although the system can.
var errTooLong = errors.New("the path is too long for SQLite")

// longestPath is the length in bytes of the longest path that SQLite opens on
// Unix: 512, less a reserve for the names of side files.
const longestPath = 500

// address returns SQLite's address of a file, with settings for the driver. The
// error is errTooLong if the path is too long.
func address(path, settings string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if runtime.GOOS == "windows" {
		// SQLite's default file layer is limited to 260 characters.
		return addressOf(abs, "vfs=win32-longpath&"+settings, true), nil
	}
	if len(abs) > longestPath {
		return "", errTooLong
	}
	return addressOf(abs, settings, false), nil
}

// addressOf is address for an absolute path of Windows or of another system.
// All special characters in it are escaped: the driver and SQLite would take ?
// and # for the end of the name. The path begins with a slash, because SQLite
// takes the part between the first two slashes and the third as the name of a
// computer, and accepts none:
//
//	/srv/a b.gpkg             file:///srv/a%20b.gpkg
//	C:\county\a.gpkg           file:///C:/county/a.gpkg
//	\\server\share\a.gpkg      file:////server/share/a.gpkg
func addressOf(abs, settings string, windows bool) string {
	if windows {
		// Windows' extended-length paths: SQLite would not recognise them with
		// slashes.
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

package wire

import (
	"bytes"
	"io"
	"strings"
)

// lines gives the lines of a reader. It turns many lines at once into one text
// of which each line is a part: a text for each line would cost as much as
// reading it.
type lines struct {
	in   io.Reader
	text string // whole lines read and not yet given
	part []byte // with n bytes of what follows
	n    int
	skip bool // inside a line that is too long
	err  error
}

const firstPart = 1 << 17

// next gives the next line with a line end, "" and true for one longer than
// MaxLine. The last line gets the end it may lack.
func (l *lines) next() (line string, long bool, err error) {
	for {
		if i := strings.IndexByte(l.text, '\n'); i >= 0 {
			line, l.text = l.text[:i+1], l.text[i+1:]
			if l.skip || i > MaxLine {
				l.skip = false
				return "", true, nil
			}
			return line, false, nil
		}
		switch {
		case l.err == nil:
			l.fill()
		case l.err == io.EOF && (l.n > 0 || l.skip):
			line, long = string(l.part[:l.n])+"\n", l.skip || l.n > MaxLine
			l.n, l.skip = 0, false
			if long {
				line = ""
			}
			return line, long, nil
		default:
			return "", false, l.err
		}
	}
}

// fill reads once and takes what whole lines there are.
func (l *lines) fill() {
	switch {
	case l.part == nil:
		l.part = make([]byte, firstPart)
	case l.n == len(l.part) && l.n > MaxLine:
		l.n, l.skip = 0, true
	case l.n == len(l.part):
		l.part = append(l.part, make([]byte, l.n)...)
	}
	n, err := l.in.Read(l.part[l.n:])
	l.n, l.err = l.n+n, err
	if end := 1 + bytes.LastIndexByte(l.part[l.n-n:l.n], '\n'); end > 0 {
		end += l.n - n
		l.text = string(l.part[:end])
		l.n = copy(l.part, l.part[end:l.n])
	}
}

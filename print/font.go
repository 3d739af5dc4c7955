package print

import (
	"embed"
	"fmt"
	"sync"

	"github.com/signintech/gopdf"

	"songbai/domain/problem"
)

// fontFiles holds the fonts that `make fonts` puts beside this file. The
// folder is never empty (.keep), so that a bare clone builds.
//
//go:embed all:fonts
var fontFiles embed.FS

var (
	fontAbsent = problem.Define("print.font", problem.Unready,
		"打印所需的字体文件 %s 不在本程序中", "the font file %s needed for printing is not in this program",
		"请执行 make fonts 后重新编译", "run `make fonts` and build again")
	fontBroken = problem.Define("print.font_form", problem.Internal,
		"字体文件 %s 无法读取", "the font file %s cannot be read",
		"请执行 make fonts 重新取得字体后重新编译", "run `make fonts` to fetch the fonts again and build again")
)

// face is one font of the chain, read once per process when first needed.
type face struct {
	name  string // family name inside a PDF
	file  string
	once  sync.Once
	box   gopdf.FontContainer // what documents take their subset from
	probe gopdf.SubsetFontObj // answers which characters the font has, and their widths
	err   error
}

// chain is searched in order; the first font that has a character draws it.
var chain = [...]*face{
	{name: "NotoSansSC", file: "NotoSansSC_400Regular.ttf"},
	{name: "HanaMinB", file: "HanaMinB.ttf"},
}

func (f *face) load() error {
	f.once.Do(func() {
		data, err := fontFiles.ReadFile("fonts/" + f.file)
		if err != nil {
			f.err = fontAbsent.With(f.file).Because(err)
			return
		}
		if err = f.box.AddTTFFontData(f.name, data); err == nil {
			err = f.probe.SetTTFData(data)
		}
		if err != nil {
			f.err = fontBroken.With(f.file).Because(err)
		}
	})
	return f.err
}

// glyph says which font of the chain draws a character and how wide it is, in
// thousandths of the font size. width < 0: no font has it.
type glyph struct {
	face  int8
	width int16
}

const nowhere = -1

func (f *face) find(r rune) (width int16, ok bool) {
	g, err := f.probe.CharCodeToGlyphIndex(r)
	if err != nil || g == 0 {
		return 0, false
	}
	return int16(f.probe.GlyphIndexToPdfWidth(g)), true
}

// findGlyph searches the chain; fonts after the first are only read when a
// character asks for them.
func findGlyph(r rune) (glyph, error) {
	if r < ' ' || r == 0x7f {
		return glyph{width: nowhere}, nil
	}
	for i, f := range chain {
		if err := f.load(); err != nil {
			return glyph{}, err
		}
		if w, ok := f.find(r); ok {
			return glyph{int8(i), w}, nil
		}
	}
	return glyph{width: nowhere}, nil
}

// codePoint names a character without showing it: U+2CC56.
func codePoint(r rune) string { return fmt.Sprintf("U+%04X", r) }

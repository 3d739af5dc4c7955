package site

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// Form is what was filled in.
type Form struct {
	url.Values
	files map[string][]Upload
}

// Upload is a file that came with a form.
type Upload struct {
	Name  string
	Bytes []byte
}

// slowLine is how long a form with files may take to arrive.
const slowLine = 10 * time.Minute

// readForm reads the body of a POST within the route's limit.
func (v *Visit) readForm() error {
	if v.R.Method != http.MethodPost {
		return nil
	}
	limit := v.route.Body
	if limit == 0 {
		limit = 1 << 20
	}
	if limit > 8<<20 { // photos over a slow line take their time
		_ = http.NewResponseController(v.W).SetReadDeadline(time.Now().Add(slowLine))
	}
	v.R.Body = http.MaxBytesReader(v.W, v.R.Body, limit)
	var err error
	if strings.HasPrefix(v.R.Header.Get("Content-Type"), "multipart/form-data") {
		err = v.R.ParseMultipartForm(limit)
	} else {
		err = v.R.ParseForm()
	}
	if err != nil {
		var over *http.MaxBytesError
		if errors.As(err, &over) {
			return tooLarge.With(over.Limit >> 20)
		}
		return unreadable.With().Because(err)
	}
	v.Form.Values = v.R.PostForm
	if v.R.MultipartForm != nil {
		v.Form.Values = v.R.MultipartForm.Value
		return v.readFiles()
	}
	return nil
}

func (v *Visit) readFiles() error {
	defer v.R.MultipartForm.RemoveAll()
	v.Form.files = map[string][]Upload{}
	for field, headers := range v.R.MultipartForm.File {
		for _, h := range headers {
			f, err := h.Open()
			if err != nil {
				return unreadable.With().Because(err)
			}
			b, err := io.ReadAll(f)
			_ = f.Close()
			if err != nil {
				return unreadable.With().Because(err)
			}
			if len(b) > 0 {
				v.Form.files[field] = append(v.Form.files[field], Upload{h.Filename, b})
			}
		}
	}
	return nil
}

// Raw gives a field as it was sent.
func (f *Form) Raw(name string) string { return f.Values.Get(name) }

// Get gives a field without the space around it.
func (f *Form) Get(name string) string { return strings.TrimSpace(f.Values.Get(name)) }

// Has tells whether a field was sent at all.
func (f *Form) Has(name string) bool { return f.Values.Has(name) }

// Files gives the files of a field, empty ones left out.
func (f *Form) Files(name string) []Upload { return f.files[name] }

// DayText joins the three fields of a date (name.y, .m, .d) or gives the one field
// of its name; "" when nothing was filled in.
func (f *Form) DayText(name string) string {
	if f.Has(name) {
		return f.Get(name)
	}
	y, m, d := f.Get(name+".y"), f.Get(name+".m"), f.Get(name+".d")
	if y == "" && m == "" && d == "" {
		return ""
	}
	return fmt.Sprintf("%s-%s-%s", y, two(m), two(d))
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// Day reads a date; nil when nothing was filled in.
func (f *Form) Day(name string) (*date.Day, error) {
	text := f.DayText(name)
	if text == "" {
		return nil, nil
	}
	d, err := date.ParseDay(text)
	if err != nil {
		return nil, problem.Of(err).At(name)
	}
	return &d, nil
}

// Amount reads a sum in yuan; 0 when nothing was filled in.
func (f *Form) Amount(name string) (money.Amount, error) {
	text := f.Get(name)
	if text == "" {
		return 0, nil
	}
	a, err := money.Parse(strings.ReplaceAll(text, ",", ""))
	if err != nil {
		if p := problem.Of(err); p != nil {
			return 0, p.At(name)
		}
		return 0, badNumber.With().At(name)
	}
	return a, nil
}

// Int reads a whole number; 0 when nothing was filled in.
func (f *Form) Int(name string) (int64, error) {
	text := f.Get(name)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, badNumber.With().At(name)
	}
	return n, nil
}

package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"songbai/domain/money"
	"songbai/domain/problem"
)

// maxBody bounds a request; evidence files come as flags, not in it.
const maxBody = 16 << 20

// body reads a request as strict JSON into v. A file of "-" or, when must, none
// is standard input; no file and not must reads nothing.
func (x *call) body(file string, v any, must bool) error {
	if file == "" && !must {
		return nil
	}
	b, err := x.bytes(file)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(b)) == 0 {
		return noBody.With().At("--file")
	}
	return strict(b, v)
}

// bytes reads a file; "" and "-" are standard input.
func (x *call) bytes(file string) ([]byte, error) {
	in := x.in
	if file != "" && file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, noFile.With().At("--file").Because(err)
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, maxBody))
	if err != nil {
		return nil, noFile.With().At("--file").Because(err)
	}
	return b, nil
}

// strict refuses unknown and double fields and wrong types, and names the field,
// never its value.
func strict(b []byte, v any) error {
	err := json.Unmarshal(b, v, json.RejectUnknownMembers(true))
	if err == nil {
		return nil
	}
	p := badBody.With()
	if inner := problem.Of(err); inner != nil {
		p = inner
	}
	var semantic *json.SemanticError
	var syntactic *jsontext.SyntacticError
	var at jsontext.Pointer
	switch {
	case errors.As(err, &semantic):
		at = semantic.JSONPointer
	case errors.As(err, &syntactic) && errors.Is(err, jsontext.ErrDuplicateName):
		at = syntactic.JSONPointer
	}
	if at != "" {
		p = p.At(strings.ReplaceAll(strings.TrimPrefix(string(at), "/"), "/", "."))
	}
	return p.Because(err)
}

// parts reads "name=value,name=value" of a flag; the names allowed are given.
func parts(flag, text string, names ...string) (map[string]string, error) {
	out := map[string]string{}
	for _, pair := range strings.Split(text, ",") {
		name, value, ok := strings.Cut(pair, "=")
		known := false
		for _, n := range names {
			known = known || n == name
		}
		if !ok || !known {
			form := strings.Join(names, "=…,") + "=…"
			return nil, use(badValue.With(form, form).At(flag))
		}
		out[name] = value
	}
	return out, nil
}

// yuan reads a sum such as 1300.00 of a flag.
func yuan(flag, text string) (money.Amount, error) {
	if text == "" {
		return 0, nil
	}
	a, err := money.Parse(text)
	if err != nil {
		return 0, use(problem.Of(err).At(flag))
	}
	return a, nil
}

// save writes bytes to a new file that only the user may read, and refuses to
// overwrite one with other bytes.
func save(path string, b []byte) error {
	if had, err := os.ReadFile(path); err == nil {
		if bytes.Equal(had, b) {
			return nil
		}
		return fileThere.With().At("--out")
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		return noFile.With().At("--out").Because(err)
	}
	return nil
}

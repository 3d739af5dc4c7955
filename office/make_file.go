package office

import (
	"context"
	"strings"

	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/problem"
	"songbai/store"
)

// MakeFile asks for the bank file of an order in one of the shapes of
// payment.Profiles.
type MakeFile struct {
	Order   int64  `json:"order"`
	Profile string `json:"profile"`
}

// BankFile is the bank file of an order. Its bytes carry accounts: they are kept
// sealed and never stand in a stored answer.
type BankFile struct {
	Order   int64  `json:"order"`
	Profile string `json:"profile"`
	Name    string `json:"name"`
	Media   string `json:"media"`
	SHA256  string `json:"sha256"`
	Bytes   []byte `json:"-"`
}

const bankFile = "bank_file:"

var (
	noProfile = problem.Define("order.profile", problem.Invalid,
		"没有“%[1]s”这种银行文件格式", "there is no bank file format %[1]q", "可选：%[2]s", "choose one of: %[2]s")
	otherProfile = problem.Define("order.file_made", problem.Conflict,
		"该拨款单的银行文件已按“%[1]s”格式生成，每张拨款单只生成一次", "the bank file of this order was made in the form %[1]q; it is made once",
		"请按原格式取用", "ask for it in that form")
)

// MakeFile makes the bank file of an order once and gives the same bytes out
// again ever after.
func (o *Office) MakeFile(ctx context.Context, c Caller, req MakeFile) (BankFile, error) {
	p, err := profileOf(req.Profile)
	if err != nil {
		return BankFile{}, err
	}
	var out BankFile
	a, err := o.do(ctx, c, party.MakeFile, req, "", func(w *work) error {
		x, err := w.order(req.Order)
		if err != nil {
			return err
		}
		if err := w.atBank(x); err != nil {
			return err
		}
		if err := w.seat(x.list); err != nil {
			return err
		}
		f, err := payment.Write(p, &x.order)
		if err != nil {
			return err
		}
		if err := w.keepOnce(x.ID, f); err != nil {
			return err
		}
		out = BankFile{Order: x.ID, Profile: p.Code, Name: f.Name, Media: f.Media, SHA256: f.SHA256}
		w.Record("order", x.ID, f.SHA256)
		w.reply(out)
		return nil
	})
	if out, err = answer(a, out, err); err != nil {
		return out, err
	}
	err = o.s.Read(ctx, c.County, func(s *store.Scope) error {
		_, out.Bytes, err = s.OfficialBytes(bankFile+out.Profile, out.Order)
		return err
	})
	return out, err
}

// keepOnce keeps the file when the order has none. One that differs from the
// kept one is a fault of the program: the same order gives the same bytes.
func (w *work) keepOnce(order int64, f payment.File) error {
	kept, err := w.Officials(order)
	if err != nil {
		return err
	}
	for _, k := range kept {
		made, ok := strings.CutPrefix(k.Kind, bankFile)
		switch {
		case !ok:
		case made != f.Profile:
			return otherProfile.With(made).At("profile")
		case k.SHA256 != f.SHA256:
			return notTheSame.With()
		default:
			return nil
		}
	}
	_, err = w.KeepOfficial(bankFile+f.Profile, "order", order, f.Bytes)
	return err
}

func profileOf(code string) (*payment.Profile, error) {
	var codes []string
	for _, p := range payment.Profiles() {
		if p.Code == code {
			return &p, nil
		}
		codes = append(codes, p.Code)
	}
	return nil, noProfile.With(code, strings.Join(codes, ", ")).At("profile")
}

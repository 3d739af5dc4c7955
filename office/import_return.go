package office

import (
	"context"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/payment"
)

// ImportReturn says that the bank returned one line, when it came on paper and
// not in a file.
type ImportReturn struct {
	Order    int64  `json:"order"`
	Voucher  string `json:"voucher"`
	Code     string `json:"code"`     // reason code of the bank
	Document string `json:"document"` // the bank's slip
}

// ImportReturn records a returned line from the bank's slip; it has the effect
// of a result file with that one line.
func (o *Office) ImportReturn(ctx context.Context, c Caller, req ImportReturn) (Imported, error) {
	if strings.TrimSpace(req.Document) == "" {
		return Imported{}, noDocument.With().At("document")
	}
	fen, err := o.sumOf(ctx, c, req.Order, req.Voucher)
	if err != nil {
		return Imported{}, err
	}
	text := strings.Join([]string{"songbai-bank-return 1", idText(c.County), idText(req.Order), req.Voucher, req.Code, req.Document, ""}, "\n")
	r := payment.Result{Lines: []payment.ResultLine{{At: 1, Voucher: req.Voucher, Fen: fen, Status: payment.Returned, Code: req.Code}}, Sum: fen, SHA256: claim.Digest(text)}
	return o.takeResult(ctx, c, party.ImportReturn, req.Order, req, &takenFile{Result: r, data: []byte(text)})
}

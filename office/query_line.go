package office

import (
	"context"

	"songbai/domain/party"
	"songbai/domain/settlement"
)

// QueryLine asks the home about a line.
type QueryLine struct {
	LineRef
	Note string `json:"note"` // the question; kept sealed
}

// QueryLine puts a question to the home about one line; the line waits for the
// answer.
func (o *Office) QueryLine(ctx context.Context, c Caller, req QueryLine) (ListMoved, error) {
	if req.Note == "" {
		return ListMoved{}, noWords.With().At("note")
	}
	return o.onLine(ctx, c, party.QueryLine, req.LineRef, lineMark{mark: settlement.MarkQuery, note: req.Note})
}

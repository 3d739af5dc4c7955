package office

import (
	"context"

	"songbai/domain/party"
	"songbai/domain/settlement"
)

// AnswerQuery answers a question about a line.
type AnswerQuery struct {
	LineRef
	Note string `json:"note"` // the answer; kept sealed
}

// AnswerQuery gives the home's answer; the line waits for the reviewer again.
func (o *Office) AnswerQuery(ctx context.Context, c Caller, req AnswerQuery) (ListMoved, error) {
	if req.Note == "" {
		return ListMoved{}, noWords.With().At("note")
	}
	return o.onLine(ctx, c, party.AnswerQuery, req.LineRef, lineMark{mark: settlement.MarkAnswer, note: req.Note})
}

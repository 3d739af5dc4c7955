// Package fund owns who pays: the named funds, the levels of government behind
// them and the shares of one sum among them.
//
// It never reads budgets or rules. Shares of a sum always add up to the sum.
package fund

import "songbai/domain/money"

// Fund is the code of a source of public money, as the pack in force names it:
// "county_budget", "five_guarantee", "subsistence", "entitled" in the plan (四).
type Fund string

// Level is the level of government that bears a share.
type Level string

// The levels of the plan (四).
const (
	Province   Level = "province"
	Prefecture Level = "prefecture"
	County     Level = "county"
)

// Share is one part of a sum: a fund, a level and the fen it bears.
type Share struct {
	Fund  Fund         `json:"fund"`
	Level Level        `json:"level"`
	Fen   money.Amount `json:"fen"`
}

// Total adds the fen of shares.
func Total(shares []Share) (t money.Amount) {
	for _, s := range shares {
		t += s.Fen
	}
	return t
}

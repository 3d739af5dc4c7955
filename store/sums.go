package store

import (
	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/money"
)

// counted is what the row of a claim adds to the sums: it was lodged in a month,
// and completed in a month, with the sums of a decision.
type counted struct {
	lodged, done       string // months; "" for not
	town, route, class string
	home, decision     int64
	dated              bool // the day of death is known
	lodgeDays          int64
	doneDays           int64
}

// countedOf gives what a claim's row adds. A reversed claim was lodged, but its
// money came back.
func countedOf(c *Claim) counted {
	x := counted{town: c.Town, route: string(c.Route), class: c.Class, home: c.Home}
	if c.LodgedDay == nil {
		return x
	}
	x.lodged = monthText(*c.LodgedDay)
	if c.CompletedDay == nil || c.State == claim.Reversed || c.Decision == 0 {
		return x
	}
	x.done, x.decision = monthText(*c.CompletedDay), c.Decision
	x.doneDays = int64(*c.CompletedDay - *c.LodgedDay)
	if c.Death != nil {
		x.dated, x.lodgeDays = true, int64(*c.LodgedDay-*c.Death)
	}
	return x
}

func monthText(d date.Day) string { return d.Month().String() }

// countedNow gives what the stored row of a claim adds before it is written.
func (tx *Tx) countedNow(id int64) (counted, error) {
	var c Claim
	err := tx.one("申请", `SELECT route, state, class, home, town, death_day, lodged_day, completed_day, COALESCE(decision, 0) FROM claim WHERE county = $1 AND id = $2`, []any{tx.County, id},
		&c.Route, &c.State, &c.Class, &c.Home, &c.Town, optDay{&c.Death}, optDay{&c.LodgedDay}, optDay{&c.CompletedDay}, &c.Decision)
	return countedOf(&c), err
}

// recount takes what a row added before out of the sums and adds what it adds now.
func (tx *Tx) recount(before, now counted) error {
	lodged, done := before.lodgedCell() != now.lodgedCell(), before.doneCell() != now.doneCell()
	if lodged {
		tx.countLodged(before, -1)
		tx.countLodged(now, 1)
	}
	if done {
		tx.countDone(before, -1)
		tx.countDone(now, 1)
	}
	if lodged && before.lodged != "" {
		tx.dropEmpty(before.lodged, before)
	}
	if done && before.done != "" {
		tx.dropEmpty(before.done, before)
	}
	return tx.failed
}

// dropEmpty removes the rows of a month, town and home to which nothing adds any more.
func (tx *Tx) dropEmpty(month string, x counted) {
	tx.exec(`DELETE FROM sum_claim WHERE county = $1 AND month = $2 AND town = $3 AND home = $4 AND lodged = 0 AND done = 0`, tx.County, month, x.town, x.home)
	tx.exec(`DELETE FROM sum_item WHERE county = $1 AND month = $2 AND town = $3 AND home = $4 AND claims = 0`, tx.County, month, x.town, x.home)
	tx.exec(`DELETE FROM sum_fund WHERE county = $1 AND month = $2 AND town = $3 AND home = $4 AND claims = 0`, tx.County, month, x.town, x.home)
}

// lodgedCell is the part of a row that says where it counts as lodged.
func (x counted) lodgedCell() counted {
	return counted{lodged: x.lodged, town: x.town, route: x.route, class: x.class, home: x.home}
}

// doneCell is the part of a row that says where and how it counts as completed.
func (x counted) doneCell() counted {
	if x.done == "" {
		return counted{}
	}
	x.lodged = ""
	return x
}

const cellOnConflict = ` ON CONFLICT (county, month, town, home, route, class) DO UPDATE SET `

func (tx *Tx) countLodged(x counted, sign int64) {
	if x.lodged == "" {
		return
	}
	tx.exec(`INSERT INTO sum_claim (county, month, town, home, route, class, lodged, done, charged_fen, waived_fen, family_fen, capped, dated, lodge_days, done_days)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0, 0, 0, 0)`+cellOnConflict+`lodged = sum_claim.lodged + excluded.lodged`,
		tx.County, x.lodged, x.town, x.home, x.route, x.class, sign)
}

// countDone adds (sign 1) or takes out (sign -1) a completed claim with the sums,
// lines and shares of its decision.
func (tx *Tx) countDone(x counted, sign int64) {
	if x.done == "" {
		return
	}
	tx.exec(`INSERT INTO sum_claim (county, month, town, home, route, class, lodged, done, charged_fen, waived_fen, family_fen, capped, dated, lodge_days, done_days)
		SELECT d.county, CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT), CAST($6 AS TEXT), CAST($7 AS TEXT), 0, CAST($8 AS BIGINT), $8 * d.charged_fen, $8 * d.waived_fen, $8 * d.family_fen,
			CASE WHEN d.capped = 1 AND d.pre_cap_fen >= d.cap_fen THEN $8 ELSE 0 END, $8 * CAST($9 AS BIGINT), $8 * CAST($10 AS BIGINT), $8 * CAST($11 AS BIGINT)
		FROM decision d WHERE d.county = $1 AND d.id = $2`+cellOnConflict+`done = sum_claim.done + excluded.done, charged_fen = sum_claim.charged_fen + excluded.charged_fen,
			waived_fen = sum_claim.waived_fen + excluded.waived_fen, family_fen = sum_claim.family_fen + excluded.family_fen, capped = sum_claim.capped + excluded.capped,
			dated = sum_claim.dated + excluded.dated, lodge_days = sum_claim.lodge_days + excluded.lodge_days, done_days = sum_claim.done_days + excluded.done_days`,
		tx.County, x.decision, x.done, x.town, x.home, x.route, x.class, sign, asInt(x.dated), x.lodgeDays, x.doneDays)
	tx.exec(`INSERT INTO sum_item (county, month, town, home, item, claims, charged_fen, waived_fen, family_fen)
		SELECT l.county, CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT), l.item, CAST($6 AS BIGINT), $6 * sum(l.charged_fen), $6 * sum(l.waived_fen), $6 * sum(l.family_fen)
		FROM decision_line l WHERE l.county = $1 AND l.decision = $2 GROUP BY l.county, l.item
		ON CONFLICT (county, month, town, home, item) DO UPDATE SET claims = sum_item.claims + excluded.claims, charged_fen = sum_item.charged_fen + excluded.charged_fen,
			waived_fen = sum_item.waived_fen + excluded.waived_fen, family_fen = sum_item.family_fen + excluded.family_fen`,
		tx.County, x.decision, x.done, x.town, x.home, sign)
	tx.exec(`INSERT INTO sum_fund (county, month, town, home, fund, level, claims, fen)
		SELECT s.county, CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT), s.fund, s.level, CAST($6 AS BIGINT), $6 * sum(s.fen)
		FROM decision_share s WHERE s.county = $1 AND s.decision = $2 AND s.fen <> 0 GROUP BY s.county, s.fund, s.level
		ON CONFLICT (county, month, town, home, fund, level) DO UPDATE SET claims = sum_fund.claims + excluded.claims, fen = sum_fund.fen + excluded.fen`,
		tx.County, x.decision, x.done, x.town, x.home, sign)
}

// countOutcome adds what the bank said of one line to the sums of its list.
func (tx *Tx) countOutcome(order int64, outcome string, fen money.Amount) {
	tx.exec(`INSERT INTO sum_paid (county, month, kind, unit, outcome, lines, fen)
		SELECT l.county, substr(l.period, 1, 7), l.kind, l.unit, CAST($3 AS TEXT), 1, CAST($4 AS BIGINT)
		FROM payment_order o JOIN list l ON l.county = o.county AND l.id = o.list WHERE o.county = $1 AND o.id = $2
		ON CONFLICT (county, month, kind, unit, outcome) DO UPDATE SET lines = sum_paid.lines + excluded.lines, fen = sum_paid.fen + excluded.fen`,
		tx.County, order, outcome, int64(fen))
}

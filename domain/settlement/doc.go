// Package settlement owns the settlement list 费用结算清册 of one home and
// period (五(一)) and the determination sheet of one bureau and day (五(二)):
// their kinds, states and moves, their periods and clock, the marks of review,
// their totals, and the canonical texts whose SHA-256 every later step cites.
//
// It never reads a clock, never decides an amount and never touches a row. It
// holds no personal value: in its texts each one stands as a commitment.
//
// Always true:
//   - a list moves only along Next; every send-back voids it with its digest;
//   - charged = waived + family, on each line, page, list and text;
//   - the same rows give the same bytes and so the same digest;
//   - a line that nobody passed is never in the sum of a sealed list.
//
// # Canonical texts
//
// UTF-8, one record a line ended by LF, fields separated by TAB. Numbers are
// decimal without sign or leading zeros, money is in fen, digests and
// commitments are 64 lower-case hex digits, an absent optional value is empty.
// No value holds a control character, so nothing is ever escaped. The digest
// of a text is the SHA-256 of all of its bytes, in lower-case hex.
//
// Submitted list (all lines, in order of seq from 1 without gaps):
//
//	songbai-list-1 submitted
//	county <6 digits>
//	home <row id; 0 on a determination sheet>
//	office <row id of the bureau; 0 on a home's list>
//	kind local | reimbursement
//	period 2026-11 | 2026-Q4 | 2026 | 2026-11-23
//	round <from 1>
//	list <row id>
//	line <seq> <claim> <decision> <claim digest> <route> <charged> <waived> <family>
//	fund <fund> <level> <fen>            sorted by fund, then level, none of 0 fen; sum = waived
//	total <lines> <struck> <charged> <waived> <family>
//	end
//
// Sealed list: the first line says "sealed"; after list come
//
//	submitted <digest of the submitted text>
//	opinion <commitment of the bureau's opinion, or empty>
//
// and a struck line stands in its place as
//
//	struck <seq> <claim> <decision> <claim digest> <route> <charged> <waived> <family> <reason> <commitment of the note, or empty>
//
// It is counted in total's struck and in no sum.
//
// Settle text of one claim: see Settle.
package settlement

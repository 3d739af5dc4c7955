// Package ledger owns the double entry book of each county: its accounts, its
// named entries, its balances and the budgets read from them.
//
// It never decides an amount, never rounds and never stores. There is no free
// entry: each Entry comes from one constructor below, which balances it.
//
// Always true: fen are whole; a posting is signed, debit positive and credit
// negative; the postings of an entry add up to 0 for each fund and level, so
// the trial balance is 0 at every instant (I06); a constructor takes amounts
// ≥ 0 only, so nothing but Reversed turns a sign (I07).
//
// # Which entry posts what
//
// Every line carries fund, level and budget year. One entry holds one line
// pair for each part (fund, level, year) it is given: at a claim's own act the
// parts of that claim; at a list's act one part for each (fund, level, year)
// of the list's sum, whatever the number of claims.
//
//	entry                    act                                   debit                     credit
//	Appropriated             budget entered or raised              1001 额度                 3001 预算安排
//	WaiverPromised           family signed (三(首))                9001 承诺备查             9002 承诺对方
//	PromiseReleased          withdrawn, refused, signed again      9002 承诺对方             9001 承诺备查
//	WaiverCompleted          completed (waiver, unclaimed)         5001 支出                 2001 应付·已办结
//	                         and the claim's promise, if any       9002 承诺对方             9001 承诺备查
//	ReimbursementDetermined  bureau fixed the amount (五(二))      5001 支出                 2001 应付·已办结
//	ListSubmitted            list or sheet submitted (五(一))      2001 应付·已办结          2002 应付·送审
//	LineStruck               line struck in review                 2002 应付·送审            2001 应付·已办结
//	ListVoided               list sent back before approval        2002 应付·送审            2001 应付·已办结
//	ListApproved             finance approved: the obligation      2002 应付·送审            2003 应付·已审定
//	RecoveryOffset           recovery taken from an approved list  2003 应付·已审定          1201 应收追回
//	Ordered                  payment order made                    2003 应付·已审定          2004 在途拨款
//	Paid                     bank: paid                            2004 在途拨款             1001 额度
//	ReturnedByBank           bank: returned                        2004 在途拨款             2003 应付·已审定
//	ObligationCancelled      returned payment will not be made again   2003 应付·已审定  5001 支出
//	RecoveryDue              paid claim found wrong                1201 应收追回             5001 支出
//	Recovered                money came back                       1001 额度                 1201 应收追回
//	Reversed                 one original, once                    every posting of the original with the opposite sign
//
// A claim refused or corrected before it is listed: Reversed(its
// WaiverCompleted), which also brings its promise back; when the promise falls
// too, PromiseReleased. A list sent back after approval: Reversed(ListApproved),
// then ListVoided. A claim found wrong after it was paid: RecoveryDue, then
// Recovered or RecoveryOffset; what it should have been is a new claim line.
//
// 9001 and 9002 are memo accounts: a promise is no expense, but the budget
// counts it. So each fen of a claim stands in exactly one of committed (9001
// and 2001), listed (2002), approved (2003 and 2004) and paid.
package ledger

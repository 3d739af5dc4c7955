// Package payment owns the payment order 拨款单 of one sealed and approved
// list, the bank files made from it, the result files that come back, re-issue
// of what the bank returned, and the remittance that names what a sum is for.
//
// It never moves money, never stores, never reads a clock and never decides an
// amount. Account numbers and holders pass through it as text; no error, number
// or purpose of its making carries one.
//
// Always true:
//   - one list, one first order; its lines add up to the list less offsets (I04);
//   - a home's order has one line, the whole sum; a determination sheet's has
//     one line for each family (五(一), 五(二));
//   - the same order and profile give the same bytes;
//   - every sent line is in exactly one of paid, returned, unknown (I23); paid
//     and returned never change; files may come in any order, again and again;
//   - only a returned line is issued again, once, on an account that two people
//     corrected or confirmed (I24).
package payment

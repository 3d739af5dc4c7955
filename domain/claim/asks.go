package claim

import (
	"songbai/domain/party"
	"songbai/domain/problem"
)

// ThingKind says what a claim is returned for.
type ThingKind string

// The things a claim can be returned for.
const (
	FieldThing ThingKind = "field" // a field of the lodgement, by its path
	PaperThing ThingKind = "paper" // a kind of paper of the checklist
)

// Ask is a return for one named thing. The claim comes back to the person who
// asked, at the state it was returned from; everything else stays done.
type Ask struct {
	Thing  ThingKind
	Name   string // path of the field, or PaperKind
	Reason string // what is wrong with it, for the family, without personal values
	By     int64  // person who asked and to whom it comes back
	Office int64
	Back   State // the state to come back to (Position.Back)
}

// Refusal is a no to a claim: the code of the problem, the clause it rests on
// and what would cure it. Review by another person leads back to Lodged.
type Refusal struct {
	Code   string
	Clause string
	Cure   string
	By     int64
}

var (
	errAsk = problem.Define("claim.ask", problem.Invalid,
		"退回须指明一项材料或一个栏目，并说明原因", "a return names one paper or one field, and why",
		"请选择一项并写明要怎样补正", "choose one and say what to bring or correct")
	errRefusal = problem.Define("claim.refusal", problem.Invalid,
		"不予受理须写明代码、条款和补救办法", "a refusal gives its code, its clause and what would cure it",
		"请补全三项", "give all three")
	errSignAgain = problem.Define("claim.sign_again", problem.Conflict,
		"最终服务项目与签名时不同", "the final services differ from what was signed",
		"请打印新的确认内容，由丧属重新签名", "print the new text and let the family sign again")
)

// Check asks for exactly one named thing, a reason and a person.
func (a Ask) Check() error {
	if (a.Thing != FieldThing && a.Thing != PaperThing) || a.Name == "" || a.Reason == "" || a.By == 0 {
		return errAsk.With()
	}
	return nil
}

// Check asks for code, clause and cure.
func (r Refusal) Check() error {
	if r.Code == "" || r.Clause == "" || r.Cure == "" || r.By == 0 {
		return errRefusal.With()
	}
	return nil
}

// ReviewBy refuses a review (复核) by the person who refused.
func (r Refusal) ReviewBy(person int64) error { return party.Other(party.Review, r.By, person) }

// StillSigned refuses (claim.sign_again) when the digest of the final text is
// not the digest that was signed; completing needs them equal (三(首)).
func StillSigned(signed, final string) error {
	if signed == "" || signed != final {
		return errSignAgain.With()
	}
	return nil
}

package office

import (
	"context"
	"slices"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// Recuse declares that the caller must not act on the case of a claim, for a
// relation to the deceased or to the handler.
type Recuse struct {
	Claim int64  `json:"claim"`
	Whose string `json:"whose"`    // deceased, handler
	Kind  string `json:"relation"` // of RecuseKinds
}

// RecuseKinds lists the relations for which a person stays out of a case.
func RecuseKinds() []Saying {
	return []Saying{
		{"spouse", "配偶", "husband or wife"},
		{"parent", "父母、祖父母、外祖父母", "parent or grandparent"},
		{"child", "子女、孙子女、外孙子女", "child or grandchild"},
		{"sibling", "兄弟姐妹", "brother or sister"},
		{"relative", "其他近亲属或姻亲", "another relative, or by marriage"},
		{"interest", "其他可能影响公正的关系", "another tie that may weigh on the decision"},
	}
}

var (
	badRecuse = problem.Define("claim.recuse", problem.Invalid,
		"没有说明与谁、是什么关系", "it is not said to whom, or by which relation", "请选择对方和关系", "choose the person and the relation")
	recused = problem.Define("claim.recused", problem.Conflict,
		"您对这个人的案件已经在回避", "you stay out of this person's cases already", "无须再次申报，请由同事办理", "there is no need to declare it again; a colleague acts")
)

// Recuse declares a relation from the page of a claim: from then on no act of the
// caller on a case of that person is taken (CHK-A06). The document is read from the
// form, so that nothing personal is typed.
func (o *Office) Recuse(ctx context.Context, c Caller, req Recuse) error {
	if !slices.ContainsFunc(RecuseKinds(), func(k Saying) bool { return k.Code == req.Kind }) {
		return badRecuse.With().At("relation")
	}
	_, err := o.do(ctx, c, party.DeclareRelation, req, req.Kind, func(w *work) error {
		f, err := readFile(&w.Tx.Scope, req.Claim)
		if err != nil {
			return err
		}
		if err := party.May(party.View, w.actor, objectOf(&f.Claim)); err != nil {
			return err
		}
		keys := personKeys(f.form, req.Whose)
		if len(keys) == 0 {
			return badRecuse.With().At("whose")
		}
		own, already, err := w.Interested(w.actor.Person, keys)
		if err != nil {
			return err
		}
		if own || already {
			return recused.With()
		}
		w.Record("person", w.actor.Person, "")
		for _, k := range keys {
			if err := w.Tx.DeclareRelation(w.actor.Person, req.Kind, k); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// personKeys are the document keys of the deceased or the handler of a form.
func personKeys(l claim.Lodgement, whose string) (keys []string) {
	switch {
	case whose == "deceased":
		for _, d := range l.Deceased.Documents {
			keys = append(keys, d.Key())
		}
	case whose == "handler" && l.Handler != nil:
		keys = append(keys, l.Handler.Document.Key())
	}
	return keys
}

// staysOut reports whether the reader must not act on the case: the own one, or
// one of a declared relation.
func staysOut(s *store.Scope, a party.Actor, l claim.Lodgement) (bool, error) {
	if a.Person == 0 {
		return false, nil
	}
	own, relative, err := s.Interested(a.Person, append(personKeys(l, "deceased"), personKeys(l, "handler")...))
	return own || relative, err
}

package office

import (
	"context"
	"strings"

	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

var (
	endSelf = problem.Define("people.self", problem.Forbidden,
		"不能停用自己", "nobody ends themselves", "请由另一名管理员办理", "let another administrator do it")
	endLast = problem.Define("people.last_admin", problem.Conflict,
		"这是本县最后一名%[1]s，停用后将无人管理", "this is the last holder of %[2]s in the county; nobody would be left",
		"请先把这一角色授予另一人", "give the role to somebody else first")
	endReason = problem.Define("people.reason", problem.Invalid,
		"缺少原因", "the reason is missing", "请写明原因，如调离、退休", "give the reason: transfer, retirement")
	endBusy = problem.Define("people.office_busy", problem.Conflict,
		"该机构名下还有 %[1]d 件未办结的申请", "the office still holds %[1]d claims under way",
		"请先办结，或转由其他机构办理", "complete them, or let another office take them over")
	endAdmin = problem.Define("people.admin_office", problem.Conflict,
		"系统管理机构不能停用", "the office of administration cannot end", "请在其中更换人员", "change its people instead")
)

// EndPerson asks to end a person who has left: the sessions end, no role is held
// any longer. What the person did stays as it is.
type EndPerson struct {
	Person int64  `json:"person"`
	Reason string `json:"reason"`
}

// EndPerson ends a person's roles in the county; a person who has none in another
// county leaves the installation.
func (o *Office) EndPerson(ctx context.Context, c Caller, req EndPerson) error {
	if req.Reason = strings.TrimSpace(req.Reason); req.Reason == "" {
		return endReason.With().At("reason")
	}
	_, err := o.do(ctx, c, party.EndPerson, req, req.Reason, func(w *work) error {
		if req.Person == w.actor.Person {
			return endSelf.With().At("person")
		}
		if _, err := w.PersonByID(req.Person); err != nil {
			return at("person", err)
		}
		grants, err := w.Grants(req.Person)
		if err != nil {
			return err
		}
		if len(grants) == 0 {
			return otherCounty.With().At("person")
		}
		for _, g := range grants {
			if err := w.notLast(&g); err != nil {
				return err
			}
		}
		w.Record("person", req.Person, "")
		if err := w.EndGrantsOf(req.Person, 0); err != nil {
			return err
		}
		held, err := w.RolesOf(req.Person)
		if err != nil || len(held) > 0 {
			return err
		}
		return w.Tx.EndPerson(req.Person)
	})
	return err
}

// notLast refuses to end the last grant of one of the three administrators.
func (w *work) notLast(g *store.GrantRow) error {
	if party.KindOf(g.Role) != party.Admin || !g.HeldAt(w.Now) {
		return nil
	}
	all, err := w.Grants(0)
	if err != nil {
		return err
	}
	for _, x := range all {
		if x.Role == g.Role && x.Person != g.Person && x.HeldAt(w.Now) {
			p, err := w.PersonByID(x.Person)
			if err != nil || !p.Ended {
				return err
			}
		}
	}
	return endLast.With(g.Role.Zh(), g.Role.En())
}

// EndOffice asks to end an office: nobody acts for it any longer.
type EndOffice struct {
	Office int64  `json:"office"`
	Reason string `json:"reason"`
}

// EndOffice ends an office that holds no claim under way, with its roles.
func (o *Office) EndOffice(ctx context.Context, c Caller, req EndOffice) error {
	if req.Reason = strings.TrimSpace(req.Reason); req.Reason == "" {
		return endReason.With().At("reason")
	}
	_, err := o.do(ctx, c, party.EndOffice, req, req.Reason, func(w *work) error {
		of, err := w.OfficeByID(req.Office)
		if err != nil {
			return at("office", err)
		}
		if of.Kind == party.Admin {
			return endAdmin.With().At("office")
		}
		n, err := w.OpenClaimsOf(req.Office)
		if err != nil {
			return err
		}
		if n > 0 {
			return endBusy.With(n).At("office")
		}
		w.Record("office", req.Office, "")
		if err := w.EndGrantsOf(0, req.Office); err != nil {
			return err
		}
		return w.Tx.EndOffice(req.Office)
	})
	return err
}

package office

import (
	"context"
	"strconv"
	"strings"

	"songbai/domain/audit"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/store"
)

// AuditFilter narrows the audit records; zero fields do not narrow.
type AuditFilter struct {
	Subject int64    `json:"subject,omitempty"`
	Person  int64    `json:"person,omitempty"`
	Act     string   `json:"act,omitempty"`
	From    date.Day `json:"from,omitempty"`
	To      date.Day `json:"to,omitempty"`
	Before  int64    `json:"before,omitempty"`
	Limit   int      `json:"limit,omitempty"`
}

// AuditRow is a record in words. Digest and hash are those of the chain.
type AuditRow struct {
	Pos     int64  `json:"pos"`
	At      string `json:"at"`
	Act     string `json:"act"`
	ActZh   string `json:"act_zh"`
	Person  int64  `json:"person,omitempty"`
	Name    string `json:"name"`
	ForName string `json:"for_name,omitempty"` // whom a stand-in acted for
	Office  string `json:"office"`
	RoleZh  string `json:"role_zh"`
	RoleEn  string `json:"role_en"`
	Kind    string `json:"kind"`
	Subject int64  `json:"subject"`
	Reason  string `json:"reason,omitempty"`
	Digest  string `json:"digest,omitempty"`
	Hash    string `json:"hash"`
}

// AuditPage is a page of records and the end of the chain as it was read.
type AuditPage struct {
	Rows []AuditRow `json:"rows"`
	Next int64      `json:"next,omitempty"`
	Head int64      `json:"head"`
	Hash string     `json:"hash"`
}

// AuditLog reads the county's audit records, the newest first.
func (o *Office) AuditLog(ctx context.Context, c Caller, f AuditFilter) (out AuditPage, err error) {
	if f.Limit <= 0 || f.Limit > 500 {
		f.Limit = 50
	}
	err = o.read(ctx, c, party.ViewAudit, func(s *store.Scope, _ party.Actor) error {
		if out.Head, out.Hash, err = s.AuditHead(); err != nil {
			return err
		}
		rows, err := s.AuditPage(store.AuditFilter{Subject: f.Subject, Person: f.Person, Act: f.Act, From: f.From, To: f.To, Before: f.Before, Limit: f.Limit})
		k := knownNames{s: s}
		for i := range rows {
			out.Rows = append(out.Rows, auditRow(&k, &rows[i]))
		}
		if len(rows) == f.Limit {
			out.Next = rows[len(rows)-1].Pos
		}
		return firstOf(err, k.err)
	})
	return out, err
}

func auditRow(k *knownNames, r *audit.Record) AuditRow {
	v := AuditRow{Pos: r.Pos, At: r.At, Act: r.Act, ActZh: actZh(r.Act), Person: r.Person, Name: k.person(r.Person), Office: k.office(r.Office), RoleZh: party.Role(r.Role).Zh(), RoleEn: party.Role(r.Role).En(),
		Kind: r.SubjectKind, Subject: r.Subject, Reason: r.Reason, Digest: r.Digest, Hash: r.Hash}
	if words, id, ok := strings.Cut(r.Reason, "for="); ok {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			v.Reason, v.ForName = strings.TrimSpace(words), k.person(n)
		}
	}
	return v
}

// otherActs names the acts of the chain that are no acts of the table.
var otherActs = map[string]string{"found_county": "建立县", "add_county": "建立县", "sign_in": "登录", "sign_out": "退出", "set_password": "设置密码", "new_password": "凭重设码设置密码"}

func actZh(act string) string {
	if zh, ok := otherActs[act]; ok {
		return zh
	}
	return party.Act(act).Zh()
}

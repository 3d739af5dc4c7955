package admin

import (
	"fmt"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/door/web/ui"
	"songbai/office"
)

// held are the roles that a person holds now.
func held(x office.StaffRow) (out []office.HeldRole) {
	for _, r := range x.Roles {
		if r.To == nil {
			out = append(out, r)
		}
	}
	return out
}

func until(d *date.Day) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func officeChoices(rows []office.OfficeRow) (out []ui.Choice) {
	for _, o := range rows {
		if !o.Ended {
			out = append(out, ui.Choice{Value: fmt.Sprint(o.Office), Label: o.Name})
		}
	}
	return out
}

// roleChoices are the roles of staff, each with the kind of office it belongs to.
func roleChoices(p ui.Page) (out []ui.Choice) {
	for _, r := range party.Roles() {
		if k := party.KindOf(r); k != party.Public && k != party.Clock {
			out = append(out, ui.Choice{Value: string(r), Label: p.T(r.Zh(), r.En())})
		}
	}
	return out
}

func kindChoices(p ui.Page) (out []ui.Choice) {
	for _, k := range party.Kinds() {
		if k != party.Public && k != party.Clock {
			out = append(out, ui.Choice{Value: string(k), Label: p.T(k.Zh(), k.En())})
		}
	}
	return out
}

// heldChoices name whose role of which office, as person.office.role.
func heldChoices(p ui.Page, staff []office.StaffRow) (out []ui.Choice) {
	for _, x := range staff {
		for _, r := range held(x) {
			out = append(out, ui.Choice{Value: fmt.Sprintf("%d.%d.%s", x.Person, r.Office, r.Role), Label: x.Name + " · " + p.T(r.RoleZh, r.Role.En()), Group: r.Name})
		}
	}
	return out
}

func personChoices(p ui.Page, staff []office.StaffRow) (out []ui.Choice) {
	for _, x := range staff {
		if !x.Ended {
			out = append(out, ui.Choice{Value: fmt.Sprint(x.Person), Label: x.Name + p.T("（", " (") + x.Login + p.T("）", ")")})
		}
	}
	return out
}

// standing gives the colour and words of a stand-in's state.
func standing(p ui.Page, state string) (ui.Tone, string) {
	switch state {
	case "now":
		return ui.Green, p.T("代理中", "standing in")
	case "coming":
		return ui.Blue, p.T("未开始", "to come")
	case "over":
		return ui.Grey, p.T("已到期", "over")
	}
	return ui.Grey, p.T("已终止", "ended")
}

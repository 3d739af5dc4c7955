package verify

import "strings"

// moveTable is the checker's own copy of every move of a claim: routes (Waiver,
// Unclaimed, Reimbursement), state, act, next state, kinds of office that make
// it (home, town, bureau, finance, public). "-" is before the first draft,
// "back" the state that a returned claim was returned from.
const moveTable = `
W - draft draft hp
W draft draft draft hp
W draft lodge lodged h
W lodged sight_paper lodged h
W lodged accept accepted h
W accepted record_services accepted h
W accepted sign signed h
W signed record_services signed h
W signed sign signed h
W signed complete completed h
W signed sight_paper signed h
W signed attach_paper signed hp
W signed withdraw withdrawn hp
W signed refuse refused hb
W signed return returned h
W signed correct_identity accepted hb
W completed correct_identity accepted hb
W refused review lodged hb
W refused uphold refused hb
U - draft draft t
U draft draft draft t
U draft lodge lodged t
U lodged sight_paper lodged ht
U lodged see_unclaimed lodged h
U lodged accept accepted h
U accepted record_services accepted h
U accepted complete completed h
U completed correct_identity accepted htb
U refused review lodged htb
U refused uphold refused htb
R - draft draft tp
R draft draft draft tp
R draft lodge lodged t
R lodged sight_paper lodged t
R lodged record_services lodged t
R lodged accept accepted t
R accepted record_services accepted t
R accepted forward forwarded t
R forwarded record_services forwarded b
R forwarded sight_paper forwarded t
R forwarded attach_paper forwarded tp
R forwarded correct_identity forwarded tb
R forwarded return returned bt
R forwarded withdraw withdrawn tp
R forwarded refuse refused b
R forwarded determine determined b
R determined strike_line forwarded b
R determined seal_list sealed b
R sealed send_back determined bf
R approved send_back determined f
R refused review lodged tb
R refused uphold refused tb
W draft withdraw withdrawn hp
U draft withdraw withdrawn t
R draft withdraw withdrawn tp
W draft attach_paper draft hp
U draft attach_paper draft t
R draft attach_paper draft tp
W lodged,accepted,returned attach_paper same hp
W lodged,accepted,returned correct_identity same hb
W lodged,accepted,returned withdraw withdrawn hp
W lodged,accepted,returned refuse refused hb
W accepted,returned sight_paper same h
W lodged,accepted return returned hb
W returned resume back hp
U lodged,accepted,returned attach_paper same ht
U lodged,accepted,returned correct_identity same htb
U lodged,accepted,returned withdraw withdrawn t
U lodged,accepted,returned refuse refused htb
U accepted,returned sight_paper same ht
U lodged,accepted return returned htb
U returned resume back ht
R lodged,accepted,returned attach_paper same tp
R lodged,accepted,returned correct_identity same tb
R lodged,accepted,returned withdraw withdrawn tp
R lodged,accepted,returned refuse refused tb
R accepted,returned sight_paper same t
R lodged,accepted return returned tb
R returned resume back tp
WU completed attach_paper completed h
WU completed sight_paper completed h
WU completed return returned h
WU completed refuse refused hb
W completed withdraw withdrawn hp
U completed withdraw withdrawn t
WU completed submit_list listed h
WU listed check_line checked b
WU listed,checked query_line queried b
WU queried answer_query listed h
WU queried check_line checked b
WU listed,checked,queried strike_line completed b
WU listed,checked,queried send_back completed b
WU checked seal_list sealed b
WU sealed send_back completed bf
WU approved send_back completed f
WUR sealed examine_list sealed f
WUR sealed approve_list approved f
WUR approved order ordered f
WUR ordered make_file ordered f
WUR ordered import_result paid f
WUR ordered import_return bank_returned f
WU bank_returned correct_account_propose bank_returned h
WU bank_returned correct_account_approve bank_returned bf
R bank_returned correct_account_propose bank_returned tb
R bank_returned correct_account_approve bank_returned tbf
WUR bank_returned reissue ordered f
WUR bank_returned,paid reverse reversed b
WUR paid,reversed recover same bf
W completed review accepted b
R determined review forwarded b
W completed,listed,checked,queried,sealed,approved,ordered,bank_returned,paid uphold same b
R determined,sealed,approved,ordered,bank_returned,paid uphold same b
`

// moveKey finds a move.
type moveKey struct {
	route     byte
	from, act string
}

// moveTo is where a move leads and who makes it.
type moveTo struct{ to, offices string }

var moves = readMoves()

func readMoves() map[moveKey]moveTo {
	m := map[moveKey]moveTo{}
	for line := range strings.Lines(moveTable) {
		f := strings.Fields(line)
		if len(f) != 5 {
			continue
		}
		for _, from := range strings.Split(f[1], ",") {
			to := f[3]
			if to == "same" {
				to = from
			}
			if from == "-" {
				from = ""
			}
			for i := range len(f[0]) {
				m[moveKey{f[0][i], from, f[2]}] = moveTo{to, f[4]}
			}
		}
	}
	return m
}

// routeLetter gives the letter of a route in the table.
func routeLetter(route string) byte {
	switch route {
	case "waiver":
		return 'W'
	case "unclaimed":
		return 'U'
	case "reimbursement":
		return 'R'
	}
	return '?'
}

// kept is the state that the row of a claim keeps while it stands at state.
func kept(route, state string) string {
	switch state {
	case "listed", "checked", "queried", "sealed", "approved", "ordered", "paid", "bank_returned":
		if route == "reimbursement" {
			return "determined"
		}
		return "completed"
	}
	return state
}

// live reports whether a claim whose row keeps this state holds its keys.
func live(state string) bool {
	switch state {
	case "lodged", "accepted", "signed", "completed", "forwarded", "determined", "returned":
		return true
	}
	return false
}

// ready reports whether the row keeps the state from which lists are built.
func ready(state string) bool { return state == "completed" || state == "determined" }

// officeLetter gives the letter of the kind of office a role acts for.
func officeLetter(role string) string {
	switch role {
	case "desk", "cashier", "home_manager":
		return "h"
	case "town_clerk", "town_head":
		return "t"
	case "bureau_reviewer", "bureau_sealer", "policy_keeper", "bureau_chief":
		return "b"
	case "finance_examiner", "finance_approver", "finance_payer":
		return "f"
	case "family":
		return "p"
	}
	return "?"
}

// place is where a claim stands while its moves are followed.
type place struct{ state, back string }

// after gives where the act leads; ok is false when the table has no such move.
func (p place) after(route byte, from, act string) (next place, offices string, ok bool) {
	m, ok := moves[moveKey{route, from, act}]
	if !ok {
		return p, "", false
	}
	switch {
	case m.to == "back":
		return place{state: p.back}, m.offices, p.back != ""
	case m.to == "returned" && from != "returned":
		return place{"returned", from}, m.offices, true
	case m.to == "returned":
		back := p.back
		if b, ok := moves[moveKey{route, p.back, act}]; ok {
			back = b.to
		}
		return place{"returned", back}, m.offices, true
	}
	return place{state: m.to}, m.offices, true
}

package verify

// checkPolicyChecks wants an act behind everything that was seen of a proposed
// policy, on the proposal and the digest it names, and something seen before each
// change of policy (INV-16, INV-26).
func (r *run) checkPolicyChecks() {
	type seen struct {
		key
		proposal, cases, claims, undecided, gain, lose, person int64
		digest, at                                             string
	}
	each(r.src, `SELECT county, id, proposal, digest, cases, claims, undecided, gain, lose, person, at FROM policy_check ORDER BY county, id`, func(v *seen) []any {
		return []any{&v.county, &v.id, &v.proposal, &v.digest, &v.cases, &v.claims, &v.undecided, &v.gain, &v.lose, &v.person, &v.at}
	}, func(v *seen) {
		a, row := r.chain.acts[stamp{v.county, v.at}], rowKey(v.key)
		r.want(a.act == "check_policy" && a.kind == "proposal" && a.subject == v.proposal && a.person == v.person && a.digest == v.digest, 16, "policy_check", row,
			"没有检查它的审计记录", "no act of that instant and person checked it")
		r.want(v.cases > 0 && v.undecided <= v.claims && v.gain+v.lose <= v.claims, 26, "policy_check", row, "检查的数目不对", "its numbers cannot be")
	})
}

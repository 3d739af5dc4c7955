package party

// Reach says over which objects a grant of the table extends.
type Reach string

// The reaches.
const (
	OwnCase     Reach = "own_case"     // the claim of the slip in hand
	OwnHome     Reach = "own_home"     // what the own funeral home serves
	OwnTown     Reach = "own_town"     // what the own town handles
	WholeCounty Reach = "whole_county" // everything of the county
)

// Rule grants an act to roles within a reach. The kind of office follows from
// the role (KindOf).
type Rule struct {
	Act   Act
	Reach Reach
	Roles []Role
}

// roles makes the list of a rule.
func roles(r ...Role) []Role { return r }

// table is the whole grant: what is not here is refused.
var table = []Rule{
	{Draft, OwnHome, roles(Desk)},
	{Draft, OwnTown, roles(TownClerk)},
	{Draft, OwnCase, roles(Family)},
	{Lodge, OwnHome, roles(Desk)},
	{Lodge, OwnTown, roles(TownClerk)},
	{Accept, OwnHome, roles(Desk, HomeManager)},
	{Accept, OwnTown, roles(TownClerk, TownHead)},
	{RecordServices, OwnHome, roles(Desk, Cashier)},
	{RecordServices, OwnTown, roles(TownClerk)},
	{RecordServices, WholeCounty, roles(BureauReviewer)},
	{Sign, OwnHome, roles(Desk, Cashier)},
	{Complete, OwnHome, roles(Desk, Cashier, HomeManager)},
	{Return, OwnHome, roles(Desk, HomeManager)},
	{Return, OwnTown, roles(TownClerk, TownHead)},
	{Return, WholeCounty, roles(BureauReviewer)},
	{Resume, OwnHome, roles(Desk, HomeManager)},
	{Resume, OwnTown, roles(TownClerk, TownHead)},
	{Resume, OwnCase, roles(Family)},
	{Withdraw, OwnHome, roles(Desk)},
	{Withdraw, OwnTown, roles(TownClerk)},
	{Withdraw, OwnCase, roles(Family)},
	{Refuse, OwnHome, roles(Desk, HomeManager)},
	{Refuse, OwnTown, roles(TownClerk, TownHead)},
	{Refuse, WholeCounty, roles(BureauReviewer, BureauChief)},
	{Review, OwnHome, roles(HomeManager)},
	{Review, OwnTown, roles(TownHead)},
	{Review, WholeCounty, roles(BureauReviewer, BureauChief)},
	{Uphold, OwnHome, roles(HomeManager)},
	{Uphold, OwnTown, roles(TownHead)},
	{Uphold, WholeCounty, roles(BureauReviewer, BureauChief)},
	{CorrectIdentity, OwnHome, roles(Desk, HomeManager)},
	{CorrectIdentity, OwnTown, roles(TownClerk, TownHead)},
	{CorrectIdentity, WholeCounty, roles(BureauReviewer)},
	{Reverse, WholeCounty, roles(BureauReviewer, BureauChief)},
	{AttachPaper, OwnHome, roles(Desk, Cashier, HomeManager)},
	{AttachPaper, OwnTown, roles(TownClerk, TownHead)},
	{AttachPaper, OwnCase, roles(Family)},
	{SightPaper, OwnHome, roles(Desk, HomeManager)},
	{SightPaper, OwnTown, roles(TownClerk, TownHead)},
	{SeeUnclaimed, OwnHome, roles(Desk, HomeManager)},
	{Forward, OwnTown, roles(TownClerk, TownHead)},
	{Determine, WholeCounty, roles(BureauReviewer)},
	{Recover, WholeCounty, roles(BureauChief, FinanceExaminer)},
	{ClearFinding, WholeCounty, roles(BureauReviewer, BureauChief)},
	{TickClaim, WholeCounty, roles(BureauReviewer)},
	{TakeHold, OwnHome, roles(Desk, Cashier, HomeManager)},
	{TakeHold, OwnTown, roles(TownClerk, TownHead)},
	{TakeHold, WholeCounty, roles(BureauReviewer)},
	{ReleaseHold, OwnHome, roles(Desk, Cashier, HomeManager)},
	{ReleaseHold, OwnTown, roles(TownClerk, TownHead)},
	{ReleaseHold, WholeCounty, roles(BureauReviewer)},
	{AwaitPaper, OwnHome, roles(Desk, HomeManager)},
	{AwaitPaper, OwnTown, roles(TownClerk, TownHead)},
	{ReissueCertificate, OwnHome, roles(Desk, HomeManager)},
	{VoidCertificate, OwnHome, roles(Desk, HomeManager)},
	{AskReview, OwnCase, roles(Family)},
	{Rate, OwnCase, roles(Family)},
	{Complain, OwnCase, roles(Family)},
	{AnswerComplaint, WholeCounty, roles(BureauReviewer, BureauChief)},

	{OpenList, OwnHome, roles(Cashier, HomeManager)},
	{OpenList, WholeCounty, roles(BureauReviewer, Timer)},
	{SubmitList, OwnHome, roles(Cashier, HomeManager)},
	{CheckLine, WholeCounty, roles(BureauReviewer)},
	{QueryLine, WholeCounty, roles(BureauReviewer)},
	{AnswerQuery, OwnHome, roles(Desk, Cashier, HomeManager)},
	{StrikeLine, WholeCounty, roles(BureauReviewer)},
	{SendBack, WholeCounty, roles(BureauReviewer, BureauSealer, FinanceExaminer, FinanceApprover)},
	{SealList, WholeCounty, roles(BureauSealer)},
	{ExamineList, WholeCounty, roles(FinanceExaminer)},
	{ApproveList, WholeCounty, roles(FinanceApprover)},
	{CountersignList, WholeCounty, roles(FinanceApprover)},
	{Order, WholeCounty, roles(FinancePayer)},
	{MakeFile, WholeCounty, roles(FinancePayer)},
	{ImportResult, WholeCounty, roles(FinancePayer)},
	{ImportReturn, WholeCounty, roles(FinancePayer)},
	{CorrectAccountPropose, OwnHome, roles(HomeManager)},
	{CorrectAccountPropose, OwnTown, roles(TownClerk)},
	{CorrectAccountPropose, WholeCounty, roles(BureauReviewer)},
	{CorrectAccountApprove, OwnTown, roles(TownHead)},
	{CorrectAccountApprove, WholeCounty, roles(BureauReviewer, BureauChief, FinanceExaminer)},
	{Reissue, WholeCounty, roles(FinancePayer)},

	{PublishPolicy, WholeCounty, roles(PolicyKeeper)},
	{CheckPolicy, WholeCounty, roles(PolicyKeeper)},
	{ApprovePolicy, WholeCounty, roles(BureauChief)},
	{SetLocalValue, WholeCounty, roles(PolicyKeeper)},
	{ApproveLocalValue, WholeCounty, roles(BureauChief)},
	{PublishPriceList, OwnHome, roles(HomeManager)},
	{PublishPriceList, WholeCounty, roles(PolicyKeeper)},
	{ApprovePriceList, WholeCounty, roles(PolicyKeeper, BureauChief)},
	{ImportRegister, WholeCounty, roles(PolicyKeeper, BureauReviewer)},
	{PublishNotice, WholeCounty, roles(PolicyKeeper, BureauChief)},
	{RecordPublicity, OwnTown, roles(TownClerk, TownHead)},
	{RecordPublicity, WholeCounty, roles(PolicyKeeper, BureauReviewer, BureauChief)},

	{SetBudget, WholeCounty, roles(FinanceExaminer, FinanceApprover)},

	{AddPerson, WholeCounty, roles(SysAdmin)},
	{AddOffice, WholeCounty, roles(SysAdmin)},
	{GrantRole, WholeCounty, roles(SecurityAdmin)},
	{EndRole, WholeCounty, roles(SecurityAdmin)},
	{Delegate, WholeCounty, roles(SecurityAdmin)},
	{EndDelegation, WholeCounty, roles(SecurityAdmin)},
	{EndPerson, WholeCounty, roles(SysAdmin)},
	{EndOffice, WholeCounty, roles(SysAdmin)},
	{ResetPassword, WholeCounty, roles(SecurityAdmin)},
	{SetPhone, OwnHome, roles(HomeManager)},
	{SetPhone, OwnTown, roles(TownHead)},
	{SetPhone, WholeCounty, roles(BureauChief, SysAdmin)},
	{DeclareRelation, OwnHome, roles(Desk, Cashier, HomeManager)},
	{DeclareRelation, OwnTown, roles(TownClerk, TownHead)},
	{DeclareRelation, WholeCounty, roles(BureauReviewer, BureauSealer, PolicyKeeper, BureauChief,
		FinanceExaminer, FinanceApprover, FinancePayer)},

	{SetCalendar, WholeCounty, roles(SysAdmin)},
	{SetSetting, WholeCounty, roles(SysAdmin)},
	{RunJob, WholeCounty, roles(SysAdmin, Timer)},
	{Remind, WholeCounty, roles(Timer)},
	{MarkNote, WholeCounty, roles(BureauReviewer, BureauChief)},
	{Anchor, WholeCounty, roles(AuditAdmin, Timer)},
	{Scrub, WholeCounty, roles(AuditAdmin, Timer)},

	{View, OwnHome, roles(Desk, Cashier, HomeManager)},
	{View, OwnTown, roles(TownClerk, TownHead)},
	{View, OwnCase, roles(Family)},
	{View, WholeCounty, roles(BureauReviewer, BureauSealer, BureauChief,
		FinanceExaminer, FinanceApprover, FinancePayer, Auditor)},
	{ViewRules, OwnHome, roles(Desk, Cashier, HomeManager)},
	{ViewRules, OwnTown, roles(TownClerk, TownHead)},
	{ViewRules, WholeCounty, roles(BureauReviewer, BureauSealer, PolicyKeeper, BureauChief,
		FinanceExaminer, FinanceApprover, FinancePayer, Auditor)},
	{ViewTasks, WholeCounty, roles(BureauReviewer, BureauSealer, PolicyKeeper, BureauChief,
		FinanceExaminer, FinanceApprover, FinancePayer, Auditor)},
	{Search, OwnHome, roles(Desk, Cashier, HomeManager)},
	{Search, OwnTown, roles(TownClerk, TownHead)},
	{Search, WholeCounty, roles(BureauReviewer, BureauSealer, BureauChief,
		FinanceExaminer, FinanceApprover, FinancePayer, Auditor)},
	{Unmask, OwnHome, roles(Desk, HomeManager)},
	{Unmask, OwnTown, roles(TownClerk, TownHead)},
	{Unmask, WholeCounty, roles(BureauReviewer, FinancePayer, Auditor)},
	{Export, OwnHome, roles(HomeManager)},
	{Export, OwnTown, roles(TownHead)},
	{Export, WholeCounty, roles(BureauReviewer, BureauChief, FinanceExaminer, FinanceApprover,
		FinancePayer, Auditor)},
	{Verify, WholeCounty, roles(BureauChief, FinanceApprover, Auditor, AuditAdmin, Timer)},
	{ViewPeople, WholeCounty, roles(BureauChief, Auditor, SysAdmin, SecurityAdmin, AuditAdmin)},
	{ViewAudit, WholeCounty, roles(Auditor, AuditAdmin)},
}

// Rules gives a copy of the table.
func Rules() []Rule {
	out := make([]Rule, len(table))
	for i, r := range table {
		out[i] = Rule{r.Act, r.Reach, append([]Role(nil), r.Roles...)}
	}
	return out
}

// grants is the table by act and role, made once.
var grants = func() map[Act]map[Role]Reach {
	m := map[Act]map[Role]Reach{}
	for _, r := range table {
		if m[r.Act] == nil {
			m[r.Act] = map[Role]Reach{}
		}
		for _, role := range r.Roles {
			m[r.Act][role] = r.Reach
		}
	}
	return m
}()

// ReachOf gives how far the role may do the act; false when it may not at all.
// Queries narrow their rows by it.
func ReachOf(a Act, r Role) (Reach, bool) {
	reach, ok := grants[a][r]
	return reach, ok
}

// RolesFor lists the roles that may do the act, in the order of Roles.
func RolesFor(a Act) []Role {
	var out []Role
	for _, row := range roleRows {
		if _, ok := grants[a][row.role]; ok {
			out = append(out, row.role)
		}
	}
	return out
}

// ActsFor lists the acts the role may do, in the order of Acts.
func ActsFor(r Role) []Act {
	var out []Act
	for _, row := range actRows {
		if _, ok := grants[row.act][r]; ok {
			out = append(out, row.act)
		}
	}
	return out
}

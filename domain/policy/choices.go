package policy

// Route is the way a claim takes (三, 五).
type Route uint8

// The routes of vocabulary 1. The zero value is not stated and is refused.
const (
	Waiver        Route = iota + 1 // at the home's desk: 三(首)-(四), 五(一)
	UnclaimedBody                  // by town and police: 三(五)
	Reimbursement                  // cremated elsewhere: 三(七), 五(二)
)

// Disposal is what was done with the body.
type Disposal uint8

// The disposals of vocabulary 1.
const (
	Cremation Disposal = iota + 1
	Burial
	Donation
)

// Handler is who acts for the family; 0 is not stated.
type Handler uint8

// Ashes is what was done with the ashes; 0 is not stated.
type Ashes uint8

// The ways of ashes of vocabulary 1.
const (
	AshesStored Ashes = iota + 1
	AshesGrave
	AshesSea
	AshesTree
	AshesLawn
	AshesWall
	AshesRiver
	AshesNotKept
)

// Handlers that a policy may name.
const (
	HandlerRelative    Handler = iota + 1 // spouse, child, parent, other close relative
	HandlerHeir                           // heir who is no close relative
	HandlerEmployer                       // last employer
	HandlerLegatee                        // by will or support agreement
	HandlerVillage                        // somebody the village or neighbourhood committee names
	HandlerGuardian                       // guardian
	HandlerTrustee                        // somebody with a mandate of the family
	HandlerInstitution                    // welfare or relief institution
	HandlerOffice                         // civil affairs or police
)

var (
	handlerWords  = []word{{"", "未说明", "not stated"}, {"relative", "近亲属", "close relative"}, {"heir", "继承人", "heir"}, {"employer", "生前单位", "last employer"}, {"legatee", "受遗赠人", "legatee"}, {"village", "村（居）委会指定的人", "somebody the village committee names"}, {"guardian", "监护人", "guardian"}, {"trustee", "受委托人", "trustee"}, {"institution", "供养或救助机构", "welfare or relief institution"}, {"office", "民政或公安机关", "civil affairs or police"}}
	routeWords    = []word{{}, {"waiver", "在本地办理免除", "waived at the home"}, {"unclaimed", "无人认领遗体", "unclaimed body"}, {"reimbursement", "异地火化报销", "reimbursement"}}
	disposalWords = []word{{"", "未说明", "not stated"}, {"cremation", "火化", "cremation"}, {"burial", "土葬", "burial"}, {"donation", "捐献", "donation"}}
	ashesWords    = []word{{"", "未说明", "not stated"}, {"stored", "寄存", "stored"}, {"grave", "入墓", "grave"}, {"sea", "海葬", "sea"}, {"tree", "树葬", "tree"}, {"lawn", "草坪葬", "lawn"}, {"wall", "壁葬", "wall"}, {"river", "江葬", "river"}, {"not_kept", "不保留骨灰", "not kept"}}
)

// String gives the stored name of a route.
func (r Route) String() string { return nameOf(routeWords, int(r)) }

// String gives the stored name of a disposal.
func (d Disposal) String() string { return nameOf(disposalWords, int(d)) }

// String gives the stored name of a way of ashes.
func (a Ashes) String() string { return nameOf(ashesWords, int(a)) }

func nameOf(ws []word, i int) string {
	if i < len(ws) {
		return ws[i].name
	}
	return ""
}

// String gives the stored name of a handler.
func (h Handler) String() string { return nameOf(handlerWords, int(h)) }

// ParseHandler reads the stored name of a handler.
func ParseHandler(s string) (Handler, bool) {
	i := indexOf(handlerWords, s)
	return Handler(max(i, 0)), i > 0
}

// ParseRoute reads the stored name of a route.
func ParseRoute(s string) (Route, bool) {
	i := indexOf(routeWords, s)
	return Route(max(i, 0)), i > 0
}

// ParseDisposal reads the stored name of a disposal.
func ParseDisposal(s string) (Disposal, bool) {
	i := indexOf(disposalWords, s)
	return Disposal(max(i, 0)), i > 0
}

// ParseAshes reads the stored name of a way of ashes.
func ParseAshes(s string) (Ashes, bool) {
	i := indexOf(ashesWords, s)
	return Ashes(max(i, 0)), i > 0
}

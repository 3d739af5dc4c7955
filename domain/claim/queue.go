package claim

import (
	"slices"

	"songbai/domain/party"
)

// Queue is one pile of work: claims of some routes that stand in some states kept
// on their row, for one kind of office.
type Queue struct {
	ID     string
	Kind   party.OfficeKind
	Zh, En string
	Routes []Route
	States []State
	Next   party.Act // what is mostly done with a claim of it
}

// queues lists the piles in the order in which they are shown. Claims from listed
// on are not here: they wait by their list.
var queues = []Queue{
	{"lodged", party.Home, "待核对材料并受理", "papers to see, then accept", []Route{Waiver}, []State{Lodged}, party.Accept},
	{"unclaimed", party.Home, "无人认领遗体待核验", "unclaimed bodies to see", []Route{Unclaimed}, []State{Lodged}, party.SeeUnclaimed},
	{"accepted", party.Home, "待登记服务、签名", "services to record, then sign", []Route{Waiver, Unclaimed}, []State{Accepted}, party.RecordServices},
	{"signed", party.Home, "待火化办结", "to complete after the cremation", []Route{Waiver}, []State{Signed}, party.Complete},
	{"returned", party.Home, "待补正", "returned for one thing", []Route{Waiver, Unclaimed}, []State{Returned}, party.Resume},
	{"draft", party.Home, "草稿", "drafts", []Route{Waiver}, []State{Draft}, party.Lodge},

	{"lodged", party.Town, "待核对材料并受理", "papers to see, then accept", []Route{Reimbursement}, []State{Lodged}, party.Accept},
	{"accepted", party.Town, "待登记发票并上报", "invoice to map, then forward", []Route{Reimbursement}, []State{Accepted}, party.Forward},
	{"returned", party.Town, "待补正", "returned for one thing", []Route{Unclaimed, Reimbursement}, []State{Returned}, party.Resume},
	{"draft", party.Town, "草稿", "drafts", []Route{Unclaimed, Reimbursement}, []State{Draft}, party.Lodge},
	{"unclaimed", party.Town, "无人认领遗体，殡仪馆办理中", "unclaimed bodies, with the home", []Route{Unclaimed}, []State{Lodged, Accepted}, ""},
	{"forwarded", party.Town, "已上报，待民政局核定", "forwarded, with the bureau", []Route{Reimbursement}, []State{Forwarded}, ""},

	{"forwarded", party.Bureau, "异地火化待核定", "cremations elsewhere to determine", []Route{Reimbursement}, []State{Forwarded}, party.Determine},
}

// QueuesOf lists the queues of a kind of office.
func QueuesOf(kind party.OfficeKind) (out []Queue) {
	for _, q := range queues {
		if q.Kind == kind {
			out = append(out, q)
		}
	}
	return out
}

// QueueOf finds a queue of a kind of office; false when there is none.
func QueueOf(kind party.OfficeKind, id string) (Queue, bool) {
	i := slices.IndexFunc(queues, func(q Queue) bool { return q.Kind == kind && q.ID == id })
	if i < 0 {
		return Queue{}, false
	}
	return queues[i], true
}

// Has reports whether a claim of the route in the state lies in the queue.
func (q Queue) Has(r Route, s State) bool {
	return slices.Contains(q.Routes, r) && slices.Contains(q.States, s)
}

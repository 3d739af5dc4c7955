package claim

// GuardStep is what a move does to the claim's hold on its deceased (INV-01).
type GuardStep string

// The steps.
const (
	GuardKeep    GuardStep = "keep"
	GuardTake    GuardStep = "take"    // take every key, or refuse naming the conflict
	GuardRelease GuardStep = "release" // let every key go
)

// GuardOf gives the step of a move between two states: a claim takes its keys
// when it becomes live and lets them go when it stops being live. An identity
// correction keeps the claim live and exchanges its keys: take the new ones
// before letting the old ones go.
func GuardOf(from, to State) GuardStep {
	switch {
	case !Live(from) && Live(to):
		return GuardTake
	case Live(from) && !Live(to):
		return GuardRelease
	}
	return GuardKeep
}

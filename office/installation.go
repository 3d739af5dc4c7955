package office

import (
	"songbai/domain/date"
	"songbai/store"
)

// Names of the store that doors use: a door speaks to the office only.
type (
	// Mode says what an installation was created for.
	Mode = store.Mode
	// ClaimFilter narrows Claims.
	ClaimFilter = store.ClaimFilter
	// ListFilter narrows Lists.
	ListFilter = store.ListFilter
	// RecoveryRow is a sum that is to come back.
	RecoveryRow = store.Recovery
	// BudgetRow is one row of what was appropriated.
	BudgetRow = store.BudgetRow
)

// The modes. Acting as another and moving the clock work in Demo and Test only.
const (
	Live = store.Live
	Demo = store.Demo
	Test = store.Test
)

// Today is the business day by the installation's clock.
func (o *Office) Today() date.Day { return o.s.Now().Day() }

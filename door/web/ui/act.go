package ui

import (
	"maps"
	"slices"
)

// sortedKeys gives the names of fields in one order.
func sortedKeys(fields map[string]string) []string { return slices.Sorted(maps.Keys(fields)) }

package policy

import "github.com/go-json-experiment/json"

// ParseLocal reads what LocalValues.Canonical wrote.
func ParseLocal(canonical []byte) (LocalValues, error) {
	var l LocalValues
	if err := json.Unmarshal(canonical, &l); err != nil {
		return nil, badStored.With().Because(err)
	}
	if string(l.Canonical()) != string(canonical) {
		return nil, badStored.With()
	}
	return l, nil
}

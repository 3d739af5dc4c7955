package peers

import (
	"encoding/json"
	"strconv"
)

// whole reads the kinds of number that the engines give.
func whole(x any) int64 {
	switch x := x.(type) {
	case int:
		return int64(x)
	case int64:
		return x
	case float64:
		return int64(x)
	case json.Number:
		n, err := x.Int64()
		if err != nil {
			panic(err)
		}
		return n
	}
	panic(x)
}

func number(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) }

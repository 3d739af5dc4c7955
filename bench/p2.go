package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"songbai/bench/peers"
	"songbai/bench/work"
	"songbai/domain/policy"
	"songbai/domain/policy/wire"
)

// p2 reads claims as JSON lines and writes decisions as JSON lines on one core:
// by hand for exactly one shape of line, with encoding/json, and the product's
// decide stream with its own, stricter schema and longer records.
func p2(o options) error {
	const n = 20_000
	claims := work.GenerateAll(1, n)
	var plain, ours bytes.Buffer
	e := json.NewEncoder(&plain)
	for i := range claims {
		if err := e.Encode(&claims[i]); err != nil {
			return err
		}
		ours.Write(peers.ProductLine(&claims[i], nil))
	}
	plan, err := peers.Plan()
	if err != nil {
		return err
	}
	lookup := func(string, string) (*policy.Plan, error) { return plan, nil }
	product := func(out io.Writer) error {
		_, err := wire.Stream(lookup, bytes.NewReader(ours.Bytes()), out)
		return err
	}
	if err := checkStream(claims, product); err != nil {
		return err
	}
	ways := []struct {
		name string
		run  func(io.Writer) error
	}{
		{"by hand", func(out io.Writer) error { return work.HandStream(plain.Bytes(), out) }},
		{"product", product},
		{"encoding/json and reference", func(out io.Writer) error { return work.LibraryStream(plain.Bytes(), out) }},
	}
	fmt.Printf("P2  JSON lines in and out; %d claims, one core, medians of %d rounds of processor time\n", n, o.rounds)
	ratios := make([][]float64, len(ways))
	times := make([][]float64, len(ways))
	for range o.rounds {
		for k, w := range ways {
			start := cpu()
			if err := w.run(io.Discard); err != nil {
				return err
			}
			times[k] = append(times[k], float64((cpu()-start).Nanoseconds())/n)
			ratios[k] = append(ratios[k], times[k][len(times[k])-1]/times[0][len(times[0])-1])
		}
	}
	for k, w := range ways {
		fmt.Printf("P2  %-40s %8.0f ns a claim  %7.2f x hand\n", w.name, median(times[k]), median(ratios[k]))
	}
	return verdict("P2", "the stream", "hand", median(ratios[1]), o.limitP2)
}

// checkStream compares the sums of every record with the reference.
func checkStream(claims []work.Claim, run func(io.Writer) error) error {
	var out bytes.Buffer
	if err := run(&out); err != nil {
		return err
	}
	d := json.NewDecoder(&out)
	for i := range claims {
		var got struct {
			ID      string `json:"id"`
			OK      bool   `json:"ok"`
			Charged int64  `json:"charged_fen"`
			Waived  int64  `json:"waived_fen"`
			Family  int64  `json:"family_fen"`
		}
		if err := d.Decode(&got); err != nil {
			return err
		}
		var want work.Decision
		work.Reference(&claims[i], &want)
		if got.ID != want.ID || got.OK != want.OK || got.Charged != want.Billed || got.Waived != want.Waived || got.Family != want.Copay {
			return fmt.Errorf("the stream differs on claim %d: %+v, want %+v", i, got, want)
		}
	}
	return nil
}

// Command songbai is the settlement platform of basic funeral services: main
// joins the rooms and opens the doors, and knows the shipped packs.
//
// It never holds a rule, a query or a page. Always true: what a door may not
// reach for itself (store, checker, packs) is handed to it here.
package main

import (
	"context"
	"io"
	"os"

	"songbai/domain/date"
	"songbai/door/cli"
	"songbai/office"
	"songbai/policies"
	"songbai/store"
	"songbai/verify"
)

// version is set by the linker.
var version = "unversioned"

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run carries out one command line and answers its exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return cli.Run(context.Background(), args, cli.Parts{
		Version: version, Packs: policies.FS, Create: create, Open: open, Verify: check,
		Failpoint: func(hook func(name string)) { store.Failpoint = hook },
	}, stdin, stdout, stderr)
}

// create makes an installation and opens it.
func create(ctx context.Context, dir string, in cli.Installation, clock func() date.Instant) (*cli.Opened, error) {
	s, err := store.Create(ctx, dir, store.Config{Engine: store.Engine(in.Engine), DSN: in.DSN}, in.Mode, in.Name, clock)
	if err != nil {
		return nil, err
	}
	return &cli.Opened{Office: office.New(s).WithChecker(checker(dir)), Close: s.Close}, nil
}

// open opens an installation.
func open(ctx context.Context, dir string, clock func() date.Instant) (*cli.Opened, error) {
	s, err := store.Open(ctx, dir, clock)
	if err != nil {
		return nil, err
	}
	return &cli.Opened{Office: office.New(s).WithChecker(checker(dir)), Close: s.Close}, nil
}

// check runs the checker. Its room imports nothing of the house; deciding again
// needs the engine, so that part is handed to it here.
func check(ctx context.Context, v cli.Verify) (bool, error) {
	o := verify.Options{Dir: v.Dir, Keyset: v.Keyset, Keys: v.Keys, Anchors: v.Anchors, Progress: v.Progress}
	if v.Decisions {
		o.Replay = replay()
	}
	r, err := verify.Run(ctx, o)
	if err != nil || v.Quiet && r.OK() {
		return err == nil, err
	}
	write := r.WriteText
	if v.JSON {
		write = r.WriteJSON
	}
	return r.OK(), write(v.Out)
}

// checker gives the office the checker over its own installation, without keys.
func checker(dir string) office.Checker {
	return func(ctx context.Context) (office.Verified, error) {
		r, err := verify.Run(ctx, verify.Options{Dir: dir})
		out := office.Verified{Audit: r.Audit, Claims: r.Claims, Lists: r.Lists, Entries: r.Entries, More: r.More}
		for _, f := range r.Findings {
			out.Findings = append(out.Findings, f.Inv+" "+f.Table+" "+f.Row)
		}
		return out, err
	}
}

// replay gives the hook by which the checker has stored facts decided again.
func replay() func(verify.Basis, []byte) (verify.Decision, error) {
	var again office.Replayer
	return func(b verify.Basis, facts []byte) (verify.Decision, error) {
		d, err := again.Replay(b.Hash, b.PackHash, b.Pack, b.Local, b.Prices, facts)
		if err != nil {
			return verify.Decision{}, err
		}
		out := verify.Decision{OK: d.OK, Refusal: d.Refusal, Clause: d.Clause, Class: d.Class, Capped: d.Capped, CapFen: int64(d.Cap), ChargedFen: int64(d.Charged),
			PreCapFen: int64(d.PreCap), WaivedFen: int64(d.Waived), FamilyFen: int64(d.Family), Trace: d.Trace}
		for _, l := range d.Lines {
			out.Lines = append(out.Lines, verify.DecisionLine{Item: l.Item, Quantity: l.Quantity, UnitFen: int64(l.Unit), ChargedFen: int64(l.Charged), Measure: l.Measure,
				AllowedFen: int64(l.Allowed), WaivedFen: int64(l.Waived), FamilyFen: int64(l.Family), Reason: l.Reason, Clause: l.Clause})
		}
		for _, s := range d.Shares {
			out.Shares = append(out.Shares, verify.DecisionShare{Fund: string(s.Fund), Level: string(s.Level), Fen: int64(s.Fen)})
		}
		return out, nil
	}
}

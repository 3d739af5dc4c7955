package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/store/storetest"
	"songbai/verify"
)

// asProgram as the first argument makes the test binary the program itself, for
// tests that kill or stop a process.
const asProgram = "--as-program"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == asProgram {
		os.Exit(run(os.Args[2:], os.Stdin, os.Stdout, os.Stderr))
	}
	storetest.Main(m)
}

// program gives the program as a process of its own.
func program(args ...string) *exec.Cmd {
	return exec.Command(os.Args[0], append([]string{asProgram}, args...)...)
}

// folder is a data folder that commands are run on.
type folder struct {
	t   *testing.T
	dir string
}

// says runs a command line and wants its exit code; it gives both streams.
func (f folder) says(code int, stdin string, args ...string) (out, errs string) {
	f.t.Helper()
	var o, e bytes.Buffer
	got := run(append(args, "--data", f.dir), strings.NewReader(stdin), &o, &e)
	if got != code {
		f.t.Fatalf("songbai %s: exit %d, want %d\n%s%s", strings.Join(args, " "), got, code, o.String(), e.String())
	}
	return o.String(), e.String()
}

// answer runs a command line that succeeds and reads its JSON.
func answer[T any](f folder, stdin string, args ...string) (v T) {
	f.t.Helper()
	out, _ := f.says(0, stdin, append(args, "--json")...)
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		f.t.Fatalf("songbai %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return v
}

// staff makes the document of a member of staff: nobody can hold its number.
func staff(serial int) string {
	number := ident.Made18("449999", date.MustDay("1888-01-01"), serial)
	return fmt.Sprintf(`{"kind":"id_card","number":"%s"}`, number)
}

// founded makes a live county and signs its administrators in: role → token file.
func founded(t *testing.T) (folder, map[string]string) {
	f := folder{t, filepath.Join(t.TempDir(), "live")}
	f.says(0, "", "init")
	var admins []string
	for i, role := range []string{"sys_admin", "security_admin", "audit_admin"} {
		admins = append(admins, fmt.Sprintf(`{"login":"%s","name":"试","document":%s,"role":"%s"}`, role[:3], staff(i+1), role))
	}
	type admin struct{ Login, Role, Password string }
	tokens := map[string]string{}
	for _, a := range answer[[]admin](f, `{"code":449999,"name":"试县","admins":[`+strings.Join(admins, ",")+`]}`, "county", "found") {
		tokens[a.Role] = filepath.Join(t.TempDir(), a.Login)
		f.says(0, a.Password+"\n", "login", "--login", a.Login, "--session", tokens[a.Role])
	}
	return f, tokens
}

// hire adds a person with a role and signs in.
func hire(f folder, tokens map[string]string, login, office, role string, serial int) {
	f.t.Helper()
	sys, sec := tokens["sys_admin"], tokens["security_admin"]
	f.says(0, fmt.Sprintf(`{"login":"%s","name":"试","document":%s}`, login, staff(serial)), "admin", "add-person", "--session", sys)
	f.says(0, "", "admin", "grant", "--session", sec, "--login", login, "--office", office, "--to", role)
	f.says(0, "a long enough one\n", "admin", "password", "--session", sec, "--login", login)
	tokens[login] = filepath.Join(f.t.TempDir(), login)
	f.says(0, "a long enough one\n", "login", "--login", login, "--session", tokens[login])
}

func TestARealCountyIsSetUpByHand(t *testing.T) {
	f, tokens := founded(t)
	type added struct{ ID json.Number }
	sys := tokens["sys_admin"]
	bureau := answer[added](f, "", "admin", "add-office", "--session", sys, "--kind", "bureau", "--name", "试县民政局", "--area", "449999").ID.String()
	finance := answer[added](f, "", "admin", "add-office", "--session", sys, "--kind", "finance", "--name", "试县财政局", "--area", "449999").ID.String()
	f.says(0, "", "admin", "add-office", "--session", sys, "--kind", "home", "--name", "试县殡仪馆", "--area", "449999", "--uscc", "12441881MB2C000054")
	f.says(0, "", "admin", "set-calendar", "--session", sys, "--shipped")
	hire(f, tokens, "keeper", bureau, "policy_keeper", 11)
	hire(f, tokens, "chief", bureau, "bureau_chief", 12)
	hire(f, tokens, "examiner", finance, "finance_examiner", 13)
	agree := func(stdin string, args ...string) {
		t.Helper()
		id := answer[added](f, stdin, append(args, "--session", tokens["keeper"])...).ID.String()
		if out, _ := f.says(1, "", "admin", "approve", "--session", tokens["keeper"], "--proposal", id); out != "" {
			t.Error(out)
		}
		f.says(0, "", "admin", "approve", "--session", tokens["chief"], "--proposal", id)
	}
	agree("", "admin", "publish", "--pack", "yingde", "--from", "2016-01-01", "--document", "文一")
	agree("", "admin", "set-value", "--name", "cap", "--value", "1300.00", "--from", "2016-01-01", "--document", "文二")
	agree("", "admin", "set-value", "--name", "subsistence_shares", "--value", "5:3:2", "--from", "2016-01-01", "--document", "文三")
	if _, errs := f.says(1, "", "admin", "set-prices", "--session", tokens["keeper"], "--prices", "yingde/prices-sample.yaml", "--from", "2016-01-01", "--document", "文四"); !strings.Contains(errs, "样本") {
		t.Errorf("a sample price list in a live folder: %s", errs)
	}
	agree("", "admin", "set-prices", "--prices", prices(t), "--from", "2016-01-01", "--document", "文四")
	wrong := answer[added](f, "", "admin", "set-value", "--session", tokens["keeper"], "--name", "cap", "--value", "1.00", "--from", "2016-01-01", "--document", "误").ID.String()
	f.says(0, "", "admin", "decline", "--session", tokens["chief"], "--proposal", wrong)
	f.says(1, "", "admin", "approve", "--session", tokens["chief"], "--proposal", wrong)
	agree(`{"holder":"试县殡仪馆","number":"6200000000000005","bank":"试银行","bank_no":"102100099996","document":"文五"}`, "admin", "set-account")
	f.says(0, "", "admin", "set-budget", "--session", tokens["examiner"], "--fund", "county_budget", "--level", "county", "--year", "2026", "--sum", "1000.00", "--document", "文六")

	rules, _ := f.says(0, "", "admin", "rules", "--session", tokens["chief"], "--json")
	if strings.Count(rules, `"in_force"`) != 5 || strings.Contains(rules, "proposed\"") || strings.Contains(rules, "6200000000000005") {
		t.Errorf("want five rules in force and the account masked: %s", rules)
	}
	budgets, _ := f.says(0, "", "pay", "budgets", "--session", tokens["examiner"], "--json")
	if !strings.Contains(budgets, `"appropriated_fen":100000`) {
		t.Error(budgets)
	}
	f.says(0, "", "verify")
}

// prices writes a price list that is not marked as a sample.
func prices(t *testing.T) string {
	text, err := os.ReadFile("policies/yingde/prices-sample.yaml")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "prices.yaml")
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), "sample: true", "sample: false", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestASecondCountyOfALiveFolder(t *testing.T) {
	f, tokens := founded(t)
	var admins []string
	for i, role := range []string{"sys_admin", "security_admin", "audit_admin"} {
		admins = append(admins, fmt.Sprintf(`{"login":"%s2","name":"试","document":%s,"role":"%s"}`, role[:3], staff(i+21), role))
	}
	county := `{"code":449998,"name":"乙县","admins":[` + strings.Join(admins, ",") + `]}`
	f.says(1, county, "county", "found")
	f.says(1, county, "county", "found", "--session", tokens["audit_admin"])
	type admin struct{ Login, Password string }
	for _, a := range answer[[]admin](f, county, "county", "found", "--session", tokens["sys_admin"]) {
		f.says(0, a.Password+"\n", "login", "--login", a.Login, "--session", filepath.Join(t.TempDir(), a.Login))
	}
	f.says(0, "", "verify")
}

func TestSessionsInALiveFolder(t *testing.T) {
	f, tokens := founded(t)
	for flag, value := range map[string]string{"--as": "sys", "--now": "2026-01-01", "--failpoint": "commit:before:1", "--failpoint-list": filepath.Join(t.TempDir(), "x")} {
		if _, errs := f.says(1, "", "admin", "offices", flag, value); !strings.Contains(errs, flag) {
			t.Errorf("%s: %s", flag, errs)
		}
	}
	f.says(1, "", "admin", "offices")
	t.Setenv("SONGBAI_AS", "sys")
	t.Setenv("SONGBAI_NOW", "2020-01-01")
	f.says(1, "", "admin", "offices")
	f.says(0, "", "admin", "offices", "--session", tokens["sys_admin"])
	if st, err := os.Stat(tokens["sys_admin"]); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("the token's file may be read by others: %v %v", st.Mode(), err)
	}
	if _, errs := f.says(1, "wrong\n", "login", "--login", "sys", "--session", filepath.Join(t.TempDir(), "x")); !strings.Contains(errs, "登录名或密码不正确") {
		t.Error(errs)
	}
	kept := filepath.Join(t.TempDir(), "kept")
	token, _ := os.ReadFile(tokens["sys_admin"])
	if err := os.WriteFile(kept, token, 0o600); err != nil {
		t.Fatal(err)
	}
	f.says(0, "", "logout", "--session", tokens["sys_admin"])
	f.says(1, "", "admin", "offices", "--session", kept)
	f.says(0, "another long one\n", "admin", "password", "--session", tokens["security_admin"], "--login", "sec")
	f.says(1, "", "admin", "offices", "--session", tokens["security_admin"]) // a new password ends every session
	f.says(1, "", "county", "found")                                         // not without a session any more
}

// sampleMonth makes a month in a folder once for the tests of this file.
func sampleMonth(t *testing.T) (folder, string) {
	f := folder{t, filepath.Join(t.TempDir(), "month")}
	out, errs := f.says(0, "", "demo", "month", "--seed", "7", "--claims", "60", "--cap", "1300.00")
	if errs != "" {
		t.Errorf("a run that nobody watches is quiet: %q", errs)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	return f, lines[len(lines)-1]
}

func TestAMonthWithoutAPerson(t *testing.T) {
	f, last := sampleMonth(t)
	var r map[string]any
	if err := json.Unmarshal([]byte(last), &r); err != nil || r["verify"] != "ok" || r["claims"] != 60.0 {
		t.Fatalf("%s %v", last, err)
	}
	sum := func(names ...string) (s float64) {
		for _, n := range names {
			s += r[n+"_fen"].(float64)
		}
		return s
	}
	if sum("listed") != sum("waived")-sum("struck") || sum("listed", "reimbursed") != sum("paid", "returned", "due") {
		t.Errorf("the sums do not agree: %s", last)
	}
	f.says(1, "", "demo", "month", "--cap", "1300.00") // the folder is taken
	lists, _ := f.says(0, "", "list", "all", "--as", "auditor1", "--json")
	if !strings.Contains(lists, `"state":"paid"`) {
		t.Error(lists)
	}
	f.says(0, "", "list", "show", "--as", "auditor1", "--list", "2026-03")
	f.says(0, "", "list", "lines", "--as", "auditor1", "--list", "2026-03", "--json")
	claims, _ := f.says(0, "", "claim", "list", "--as", "desk1", "--limit", "2", "--json")
	if strings.Contains(claims, "449999") && !strings.Contains(claims, "449999****") {
		t.Errorf("an id number in clear: %s", claims)
	}
	if _, errs := f.says(1, "", "claim", "show", "--as", "desk1", "--claim", "1", "--lang", "en"); !strings.Contains(errs, "not found") {
		t.Error(errs)
	}
}

func TestAMonthOnPostgreSQL(t *testing.T) {
	f := folder{t, filepath.Join(t.TempDir(), "month")}
	dsn := storetest.Postgres(t).Database(t)
	out, _ := f.says(0, "", "demo", "month", "--claims", "20", "--cap", "1300.00", "--engine", "postgres", "--dsn", dsn)
	if !strings.Contains(out, `"verify":"ok"`) {
		t.Error(out)
	}
	f.says(0, "", "claim", "list", "--as", "auditor1")
	f.says(0, "", "verify", "--decisions", "--keyset")
}

func TestTheSampleCounty(t *testing.T) {
	f := folder{t, filepath.Join(t.TempDir(), "demo")}
	for range 2 { // made, then found there
		out, _ := f.says(0, "", "demo", "--serve=false", "--claims", "8")
		for _, role := range []string{"desk1", "town01", "reviewer1", "payer1", "security_admin"} {
			if !strings.Contains(out, role) {
				t.Errorf("no account for %s: %s", role, out)
			}
		}
	}
	if out, errs := f.says(1, "", "demo", "--addr", "0.0.0.0:0"); strings.Contains(out, "desk1") || !strings.Contains(errs, "只在本机上提供网页") {
		t.Errorf("accounts shown where others can reach them: %s", out)
	}
	f.says(0, "songbai-demo-2026\n", "login", "--login", "manager1", "--session", filepath.Join(t.TempDir(), "token"))
	lists := answer[[]struct{ State string }](f, "", "list", "all", "--as", "manager1")
	paid := 0
	for _, l := range lists {
		if l.State == "paid" {
			paid++
		}
	}
	if paid != 2 {
		t.Errorf("want two settled months: %+v", lists)
	}
	f.says(0, "", "verify", "--decisions")
	live := folder{t, filepath.Join(t.TempDir(), "live")}
	live.says(0, "", "init")
	live.says(1, "", "demo", "--no-serve")
}

func TestAFamilyHoldsItsSlipInDemoFolders(t *testing.T) {
	f := folder{t, filepath.Join(t.TempDir(), "demo")}
	f.says(0, "", "demo", "--no-serve", "--claims", "3")
	type office struct {
		Home json.Number
		Kind string
	}
	var home string
	for _, o := range answer[[]office](f, "", "admin", "offices", "--as", "desk1") {
		if o.Kind == "home" {
			home = o.Home.String()
		}
	}
	form, err := os.ReadFile("stories/testdata/forms/waiver.json")
	if err != nil {
		t.Fatal(err)
	}
	type drafted struct{ Slip string }
	slip := answer[drafted](f, string(form), "claim", "draft", "--as", "family", "--home", home).Slip
	other := answer[drafted](f, string(form), "claim", "draft", "--as", "desk1").Slip
	f.says(0, "", "claim", "show", "--as", "family", "--claim", slip)
	f.says(1, "", "claim", "lodge", "--as", "family", "--claim", slip) // a stranger cannot block a family
	f.says(0, "", "claim", "withdraw", "--as", "family", "--claim", slip)
	f.says(0, "", "claim", "lodge", "--as", "desk1", "--claim", other)
}

func TestVerifyNamesWhatWasTamperedWith(t *testing.T) {
	f, _ := sampleMonth(t)
	f.says(0, "", "verify", "--decisions", "--keyset")
	tamper(t, f.dir, `DROP TRIGGER decision_line_fixed`, `UPDATE decision_line SET waived_fen = waived_fen + 1, family_fen = family_fen - 1 WHERE family_fen > 0`)
	out, _ := f.says(1, "", "verify", "--decisions", "--json")
	var r verify.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	replayed := func(x verify.Finding) bool { return x.Inv == "INV-26" && x.Table == "decision" }
	if !slices.ContainsFunc(r.Findings, replayed) {
		t.Errorf("deciding again finds nothing: %+v", r.Findings[:min(3, len(r.Findings))])
	}
}

func TestTheMovedClockMovesByItself(t *testing.T) {
	f := folder{t, filepath.Join(t.TempDir(), "try")}
	f.says(0, "", "init", "--test", "--now", "2026-01-05")
	f.says(0, "", "timer", "--now", "2026-02-02")
	anchors, err := os.ReadFile(filepath.Join(f.dir, "anchors.txt"))
	if err != nil || !strings.HasSuffix(strings.TrimSpace(string(anchors)), " 2026-02-02") {
		t.Errorf("%s %v", anchors, err)
	}
	if _, errs := f.says(1, "", "timer", "--now", "2026-01-20"); !strings.Contains(errs, "时钟") {
		t.Errorf("going back was not refused: %s", errs)
	}
	f.says(2, "", "timer", "--now", "tomorrow")
}

func TestDecideAndPolicyCommands(t *testing.T) {
	args := []string{"decide", "--pack", "yingde", "--prices", "yingde/prices-sample.yaml", "--set", "cap=1300.00", "--set", "subsistence_shares=5:3:2"}
	good := `{"id":"a-1","route":"waiver","disposal":"cremation","household":"441881","death_area":"441881","cremation_area":"441881","death":"2026-03-01","cremation":"2026-03-03","yes":["own_home"],"services":[{"item":"cremation","quantity":1,"charged_fen":23000}]}`
	call := func(code int, stdin string, args ...string) string {
		t.Helper()
		var o, e bytes.Buffer
		if got := run(args, strings.NewReader(stdin), &o, &e); got != code {
			t.Fatalf("%v: exit %d, want %d: %s%s", args, got, code, o.String(), e.String())
		}
		return o.String() + e.String()
	}
	if out := call(0, good+"\n", args...); !strings.Contains(out, `"waived_fen":23000`) {
		t.Error(out)
	}
	if out := call(1, good+"\n{}\n"+good+"\n", args...); strings.Count(out, "\n") != 3 || !strings.Contains(out, `"line":2`) {
		t.Error(out)
	}
	if out := call(1, good, "decide", "--pack", "yingde", "--prices", "yingde/prices-sample.yaml"); !strings.Contains(out, "最高限额") {
		t.Errorf("without its cap nothing is decided, and the message says so: %s", out)
	}
	call(2, "", "decide", "--pack", "yingde", "--set", "cap")
	call(1, "", "decide", "--pack", "nowhere")
	for _, pack := range []string{"yingde", "policies/qujiang"} {
		out := call(0, "", "policy", "test", pack)
		if lines := strings.Split(strings.TrimSpace(out), "\n"); !strings.HasSuffix(lines[len(lines)-1], " passed, 0 failed") {
			t.Error(out)
		}
		call(0, "", "policy", "check", pack)
		if out := call(0, "", "policy", "show", pack); !strings.Contains(out, "待确认") {
			t.Errorf("no assumption is shown: %s", out)
		}
	}
	explain := append([]string{"policy", "explain"}, args[1:]...)
	if out := call(0, good, explain...); !strings.Contains(out, "二(五)") || !strings.Contains(out, "待确认") {
		t.Error(out)
	}
	broken := t.TempDir()
	text, err := os.ReadFile("policies/qujiang/pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(broken, "pack.yaml"), append(text, "surprise: 1\nother: 2\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := call(1, "", "policy", "check", broken); !strings.Contains(out, "surprise") || !strings.Contains(out, "other") || !strings.Contains(out, "pack.yaml:") {
		t.Errorf("not every fault with its place: %s", out)
	}
}

func TestKillAtACommitAndGoOn(t *testing.T) {
	f := folder{t, filepath.Join(t.TempDir(), "try")}
	f.says(0, "", "init", "--test")
	points := filepath.Join(t.TempDir(), "points")
	f.says(0, "", "timer", "--failpoint-list", points)
	list, err := os.ReadFile(points)
	if err != nil || strings.Count(string(list), "commit:before\n") == 0 || strings.Count(string(list), "commit:after\n") != strings.Count(string(list), "commit:before\n") {
		t.Fatalf("%s %v", list, err)
	}
	for _, point := range []string{"commit:before", "commit:after"} {
		err := program("timer", "--data", f.dir, "--failpoint", point+":1").Run()
		var exit *exec.ExitError
		if e, ok := err.(*exec.ExitError); ok {
			exit = e
		}
		if exit == nil || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("%s: %v, want a kill", point, err)
		}
		f.says(0, "", "timer")
		f.says(0, "", "verify")
	}
	f.says(2, "", "timer", "--failpoint", "commit:before")
}

func TestServeStopsWhenItIsTold(t *testing.T) {
	f := folder{t, filepath.Join(t.TempDir(), "try")}
	f.says(0, "", "init", "--test")
	p := program("serve", "--data", f.dir, "--addr", "127.0.0.1:0")
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 200)
	n, err := out.Read(line)
	if err != nil || !strings.Contains(string(line[:n]), "http://127.0.0.1:") {
		t.Fatalf("%s %v", line[:n], err)
	}
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(30*time.Second, func() { _ = p.Process.Kill() })
	defer timer.Stop()
	if err := p.Wait(); err != nil {
		t.Errorf("it did not stop by itself: %v", err)
	}
	f.says(0, "", "verify")
}

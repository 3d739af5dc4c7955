package cli

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"songbai/office"
)

type loginCmd struct {
	Login string `required:"" help:"登录名|login" placeholder:"LOGIN"`
}

// Run signs in. The password is asked for at the terminal without echo, or read
// as the first line of standard input; the token goes into the file of --session.
func (a *loginCmd) Run(x *call) error {
	if x.Session == "" {
		return use(needSession.With().At("--session"))
	}
	o, err := x.open()
	if err != nil {
		return err
	}
	password, err := x.password(x.zhen("密码：", "Password: "))
	if err != nil {
		return err
	}
	s, err := o.SignIn(x.ctx, office.SignInKey{Login: a.Login, Password: password})
	if err != nil {
		return err
	}
	if err := os.WriteFile(x.Session, []byte(s.Token+"\n"), 0o600); err != nil {
		return noFile.With().At("--session").Because(err)
	}
	var roles []string
	for _, c := range s.Callers {
		roles = append(roles, string(c.Role))
	}
	return x.show(struct {
		Login   string   `json:"login"`
		Role    []string `json:"role"`
		Expires string   `json:"expires"`
	}{a.Login, roles, s.Expires.String()})
}

type logoutCmd struct{}

// Run signs out and removes the token's file.
func (logoutCmd) Run(x *call) error {
	token, err := x.token()
	if err != nil {
		return err
	}
	o, err := x.open()
	if err != nil {
		return err
	}
	if err := o.SignOut(x.ctx, token); err != nil {
		return err
	}
	if err := os.Remove(x.Session); err != nil {
		return noFile.With().At("--session").Because(err)
	}
	return nil
}

type passwordCmd struct {
	Login string `required:"" help:"登录名|login" placeholder:"LOGIN"`
}

// Run sets a password.
func (a *passwordCmd) Run(x *call) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	password, err := x.password(x.zhen("新密码：", "New password: "))
	if err != nil {
		return err
	}
	return x.did(o.SetPassword(x.ctx, c, a.Login, password), "password_set", "密码已设置，该人员须重新登录")
}

// password asks at a terminal, or reads a line of standard input.
func (x *call) password(ask string) (string, error) {
	if f, ok := x.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(x.errs, ask)
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(x.errs)
		return string(b), err
	}
	line, err := bufio.NewReader(x.in).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}

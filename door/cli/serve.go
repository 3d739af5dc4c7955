package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"songbai/domain/problem"
	"songbai/door/timer"
	"songbai/door/web"
	"songbai/office"
)

type serveCmd struct {
	Addr    string `default:"127.0.0.1:8080" help:"监听地址|address to listen on" placeholder:"HOST:PORT"`
	Address string `help:"公众访问网址，印在文书的二维码里，例如 https://songbai.example.gov.cn；不给时二维码只在本机打得开|where the public reaches the pages, printed in the codes on papers; without it the codes open on this machine alone" placeholder:"URL"`
}

// Run serves until it is told to stop.
func (a *serveCmd) Run(x *call) error {
	o, err := x.open()
	if err != nil {
		return err
	}
	o.PublicAddress(a.Address)
	return x.serve(o, a.Addr)
}

var noListen = problem.Define("cli.listen", problem.Unready,
	"不能在 %[1]s 上监听", "cannot listen on %[1]s", "请换一个端口，例如 --addr 127.0.0.1:8081，或停止占用它的程序", "choose another port, as --addr 127.0.0.1:8081, or stop the program that holds it")

var demoAbroad = problem.Define("cli.demo_listen", problem.Forbidden,
	"演示和测试安装的密码人人皆知，只在本机上提供网页，不能监听 %[1]s", "everybody knows the passwords of a demonstration; it is served on this machine alone, not on %[1]s",
	"请用 --addr 127.0.0.1:8080；供多人使用请用 songbai init 建立正式安装", "use --addr 127.0.0.1:8080; for others to use it, found a live installation with songbai init")

// serve serves pages and runs the timer until the context ends, then lets
// requests under way finish.
func (x *call) serve(o *office.Office, addr string) error {
	local := loopback(addr)
	if !local && o.Mode() != office.Live {
		return demoAbroad.With(addr).At("--addr")
	}
	listen, err := (&net.ListenConfig{}).Listen(x.ctx, "tcp", addr)
	if err != nil {
		return noListen.With(addr).At("--addr").Because(err)
	}
	x.codes(o, listen.Addr(), local)
	server := &http.Server{Handler: web.Handler(o, web.Options{Version: x.parts.Version, Plain: local}), ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout: 60 * time.Second, WriteTimeout: 120 * time.Second, IdleTimeout: 120 * time.Second, MaxHeaderBytes: 1 << 16}
	ctx, stop := context.WithCancel(x.ctx)
	defer stop()
	ticked := make(chan struct{})
	go func() {
		defer close(ticked)
		timer.Loop(ctx, o, time.Hour, func(err error) { x.say(asProblem(err)) })
	}()
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listen) }()
	fmt.Fprintf(x.out, "%s http://%s/\n", x.zhen("网页", "pages at"), listen.Addr())
	select {
	case err = <-failed:
	case <-x.ctx.Done():
		rest, cancel := context.WithTimeout(context.WithoutCancel(x.ctx), 10*time.Second)
		defer cancel()
		err = server.Shutdown(rest)
	}
	stop()
	<-ticked
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// codes gives the codes on papers an address when none was told: this machine's
// own, which nobody else reaches. A live installation hears of it.
func (x *call) codes(o *office.Office, at net.Addr, local bool) {
	if o.Address() != "" {
		return
	}
	if local {
		o.PublicAddress("http://" + at.String())
	}
	if o.Mode() == office.Live {
		fmt.Fprintln(x.errs, "songbai: "+x.zhen("没有给出 --address：文书上的二维码别人扫不开，请给出公众访问的网址", "no --address: nobody else can open the codes on papers; tell where the public reaches the pages"))
	}
}

// loopback reports whether only this machine reaches the address.
func loopback(addr string) bool {
	host, _, _ := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// asProblem gives any error the shape in which it is said.
func asProblem(err error) error {
	if problem.Of(err) != nil {
		return err
	}
	return broken.With(err.Error()).Because(err)
}

type timerCmd struct{}

// Run does once what the calendar asks for.
func (timerCmd) Run(x *call) error {
	o, err := x.open()
	if err != nil {
		return err
	}
	did, err := timer.Once(x.ctx, o)
	if err != nil {
		return err
	}
	return x.show(did)
}

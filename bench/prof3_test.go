package main
import ("testing";"time";"songbai/bench/peers";"songbai/bench/work";"songbai/domain/policy";"songbai/domain/policy/replay")
var cc *replay.Columns
func cols(n int) *replay.Columns {
 if cc!=nil {return cc}
 var b replay.Builder
 var f policy.Facts
 for i := range n { w := work.GenerateRaw(3,i); b.Add(peers.RawFacts(&w,&f),&f) }
 cc= b.Columns(); return cc
}
func BenchmarkWhole(b *testing.B){
 c := cols(1000000)
 p0,_ := peers.PlanWithCap(100); p1,_ := peers.PlanWithCap(120)
 f0 := func(string) (*policy.Plan, error) { return p0,nil}
 f1 := func(string) (*policy.Plan, error) { return p1,nil}
 b.ResetTimer()
 for b.Loop() { replay.Run(c,f0,f1,replay.Options{Workers:1}) }
}
func BenchmarkCap(b *testing.B){
 c := cols(1000000)
 p0,_ := peers.PlanWithCap(100); p1,_ := peers.PlanWithCap(120)
 f0 := func(string) (*policy.Plan, error) { return p0,nil}
 f1 := func(string) (*policy.Plan, error) { return p1,nil}
 k,_ := replay.Keep(c,f0,replay.Options{Workers:1})
 b.ResetTimer()
 for b.Loop() { k.Run(f1) }
}
func TestMin3(t *testing.T){
 const n = 1000000
 c := cols(n)
 h := work.NewColumns(n)
 for i := range n { w := work.GenerateRaw(3,i); h.Set(i,&w) }
 st := h.Store()
 p0,_ := peers.PlanWithCap(100); p1,_ := peers.PlanWithCap(120)
 f0 := func(string) (*policy.Plan, error) { return p0,nil}
 f1 := func(string) (*policy.Plan, error) { return p1,nil}
 k,_ := replay.Keep(c,f0,replay.Options{Workers:1})
 var m [4]time.Duration
 for i := range m { m[i]=time.Hour }
 for range 25 {
  for i, f := range []func(){func(){h.Replay(n,120)},func(){replay.Run(c,f0,f1,replay.Options{Workers:1})},func(){st.Replay(n,120)},func(){k.Run(f1)}} {
   t0:=time.Now(); f(); m[i]=min(m[i],time.Since(t0))
  }
 }
 t.Logf("whole hand %.1f product %.1f ratio %.2f | cap hand %.1f product %.1f ratio %.2f", float64(m[0])/n, float64(m[1])/n, float64(m[1])/float64(m[0]), float64(m[2])/n, float64(m[3])/n, float64(m[3])/float64(m[2]))
}

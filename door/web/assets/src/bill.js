// The live bill: while services are typed, the page asks what they would come to
// and shows it; nothing is recorded before the button says so. A bill that is not
// that of the form goes away, and the page says why.
const form = document.querySelector('form[data-bill]');
const bill = document.getElementById('bill');
const old = document.getElementById('bill-old');
let timer;
let asked = 0;
const stale = (why) => {
  bill.hidden = true;
  old.hidden = false;
  old.querySelector('[data-why]').textContent = why;
};
const reckon = async () => {
  const mine = ++asked;
  const data = new URLSearchParams(new FormData(form));
  data.set('do', 'try');
  const words = old.querySelector('[data-why]').dataset;
  try {
    const answer = await fetch(form.action, { method: 'POST', body: data, headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine !== asked) return;
    const fresh = page.getElementById('bill');
    if (fresh && answer.ok) {
      bill.innerHTML = fresh.innerHTML;
      bill.hidden = false;
      old.hidden = true;
      return;
    }
    const faults = [...page.querySelectorAll('.govuk-error-summary__list li')].map((e) => e.textContent.trim());
    stale(fresh && faults.length ? faults.join(' ') : words.ended);
  } catch (e) {
    if (mine === asked) stale(words.offline);
  }
};
if (form) {
  const soon = () => { clearTimeout(timer); timer = setTimeout(reckon, 500); };
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
}

// The live bill: while services are typed, the page asks what they would come to
// and shows it; nothing is recorded before the button says so.
const form = document.querySelector('form[data-bill]');
let timer;
let asked = 0;
const reckon = async () => {
  const mine = ++asked;
  const data = new URLSearchParams(new FormData(form));
  data.set('do', 'try');
  try {
    const answer = await fetch(form.action, { method: 'POST', body: data, headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const bill = page.getElementById('bill');
    if (bill && answer.ok && mine === asked) document.getElementById('bill').innerHTML = bill.innerHTML;
  } catch (e) {
    // without a network the button still works later
  }
};
if (form) {
  const soon = () => { clearTimeout(timer); timer = setTimeout(reckon, 500); };
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
}

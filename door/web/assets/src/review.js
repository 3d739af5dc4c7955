// Going through a list by keys: an element that names a key in data-key is pressed
// or gets the focus. Keys rest while something is typed, and can be switched off;
// a key held down counts once, so that it never marks the next line unseen.
const box = document.querySelector('[data-keys-switch]');
const store = 'songbai-keys';
let on = true;
try { on = localStorage.getItem(store) !== 'off'; } catch { /* private windows keep nothing */ }
if (box) {
  box.closest('[hidden]')?.removeAttribute('hidden');
  box.checked = on;
  box.addEventListener('change', () => {
    on = box.checked;
    try { localStorage.setItem(store, on ? 'on' : 'off'); } catch { /* as above */ }
  });
}
document.addEventListener('keydown', (event) => {
  if (!on || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input:not([type=checkbox]), textarea, select')) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target) return;
  event.preventDefault();
  const details = target.closest('details');
  if (details) details.open = true;
  if (target.matches('input, textarea, select')) target.focus();
  else target.click();
});

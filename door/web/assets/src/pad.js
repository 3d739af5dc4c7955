// Signing on the screen: a finger, pen or mouse draws into the box; the picture
// goes with the form. The box shows itself only where it can work.
const box = document.querySelector('[data-pad]');
const pad = box && box.querySelector('canvas');
if (pad && pad.getContext && window.isSecureContext) {
  box.hidden = false;
  const pen = pad.getContext('2d');
  const field = box.querySelector('[name=drawn]');
  let drawing = false;
  let drawn = false;
  const blank = () => {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, pad.width, pad.height);
    pen.strokeStyle = '#0b0c0c';
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = 'round';
    drawn = false;
  };
  blank();
  const at = (event) => {
    const r = pad.getBoundingClientRect();
    return [(event.clientX - r.left) * pad.width / r.width, (event.clientY - r.top) * pad.height / r.height];
  };
  pad.addEventListener('pointerdown', (event) => {
    drawing = true;
    pad.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
    event.preventDefault();
  });
  pad.addEventListener('pointermove', (event) => {
    if (!drawing) return;
    pen.lineTo(...at(event));
    pen.stroke();
    drawn = true;
  });
  for (const end of ['pointerup', 'pointercancel']) pad.addEventListener(end, () => { drawing = false; });
  box.querySelector('[data-pad-clear]').addEventListener('click', blank);
  box.querySelector('form').addEventListener('submit', () => { field.value = drawn ? pad.toDataURL('image/png') : ''; });
}

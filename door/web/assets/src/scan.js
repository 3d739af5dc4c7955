// Scanning a QR code by camera, on the page for finding claims only. Browsers that
// have a detector use it; the others load the decoder that stands in this file.
import jsQR from 'jsqr';

const box = document.querySelector('[data-scan]');
const video = box && box.querySelector('[data-scan-video]');
const says = box && box.querySelector('[data-scan-says]');

const found = (text) => {
  const field = document.getElementById('q');
  field.value = text;
  field.form.requestSubmit();
};

const reader = () => {
  if ('BarcodeDetector' in window) {
    const detector = new window.BarcodeDetector({ formats: ['qr_code'] });
    return async () => { const codes = await detector.detect(video); return codes.length ? codes[0].rawValue : ''; };
  }
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return async () => {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    pen.drawImage(video, 0, 0);
    const image = pen.getImageData(0, 0, canvas.width, canvas.height);
    const code = jsQR(image.data, image.width, image.height);
    return code ? code.data : '';
  };
};

const start = async () => {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  } catch (e) {
    says.textContent = says.dataset.none;
    return;
  }
  video.srcObject = stream;
  video.hidden = false;
  says.textContent = says.dataset.on;
  await video.play();
  const read = reader();
  const timer = setInterval(async () => {
    if (!video.videoWidth) return;
    const text = await read().catch(() => '');
    if (!text) return;
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    found(text);
  }, 250);
};

if (box) {
  box.hidden = false;
  box.querySelector('[data-scan-start]').addEventListener('click', () => {
    if (navigator.mediaDevices && window.isSecureContext) start();
    else says.textContent = says.dataset.none;
  });
}

/* Signing: the button opens at the end of the text, the signature is drawn, nothing is lost with the line. */

const WIDEST = 800;
const HIGHEST = 300;
const INK = "#12233f";
const PATIENCE = 20000; // milliseconds; sent again, the unit still signs once
const form = document.querySelector("[data-sign]");

/* ---- Read to the end, or the box ticked ---- */

function watchTheEnd() {
  const end = document.getElementById("text-end");
  const sees = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    form.elements.reached.value = "yes";
    sees.disconnect();
    openTheButton();
  });
  if (end) sees.observe(end);
}

function mayPress() {
  return Boolean(form.elements.reached.value || form.elements.is_read.checked);
}

function openTheButton() {
  form.querySelector("[data-sign-button]").disabled = !mayPress();
  form.querySelector("[data-sign-why]").hidden = mayPress();
}

/* ---- The drawn signature ---- */

function sheetOf(canvas, SignaturePad) {
  const pad = new SignaturePad(canvas, { penColor: INK, minWidth: 0.9, maxWidth: 2.6 });
  fit(canvas);
  restore(canvas, form.elements.drawing.value);
  pad.addEventListener("endStroke", () => keep(canvas));
  new ResizeObserver(() => refit(canvas, pad)).observe(canvas);
  return pad;
}

function fit(canvas) {
  const scale = Math.max(1, window.devicePixelRatio || 1);
  canvas.width = Math.round(canvas.offsetWidth * scale);
  canvas.height = Math.round(canvas.offsetHeight * scale);
  canvas.getContext("2d").scale(scale, scale);
}

/* A turned telephone gives the canvas another size, which empties it; what was drawn is put back. */
function refit(canvas, pad) {
  const scale = Math.max(1, window.devicePixelRatio || 1);
  if (canvas.width === Math.round(canvas.offsetWidth * scale) || !canvas.offsetWidth) return;
  fit(canvas);
  pad.clear();
  restore(canvas, form.elements.drawing.value);
}

function restore(canvas, address) {
  if (!address) return;
  const drawn = new Image();
  drawn.onload = () => {
    const ratio = Math.min(canvas.offsetWidth / drawn.width, canvas.offsetHeight / drawn.height);
    canvas.getContext("2d").drawImage(drawn, 0, 0, drawn.width * ratio, drawn.height * ratio);
  };
  drawn.src = address;
}

/* At most 800 × 300 pixels are sent. */
function keep(canvas) {
  const ratio = Math.min(1, WIDEST / canvas.width, HIGHEST / canvas.height);
  const small = document.createElement("canvas");
  small.width = Math.max(1, Math.round(canvas.width * ratio));
  small.height = Math.max(1, Math.round(canvas.height * ratio));
  small.getContext("2d").drawImage(canvas, 0, 0, small.width, small.height);
  form.elements.drawing.value = small.toDataURL("image/png");
  sayDrawn();
}

function sayDrawn() {
  const field = form.querySelector("[data-pad]");
  const { wordsDrawn, wordsEmpty } = field.dataset;
  field.querySelector("[data-pad-said]").textContent = form.elements.drawing.value ? wordsDrawn : wordsEmpty;
}

/* Where the library does not come, one signs without drawing. */
async function startThePad() {
  const field = form.querySelector("[data-pad]");
  const library = await import(field.dataset.pad).catch(() => null);
  field.hidden = !library;
  if (!library) return;
  const canvas = field.querySelector("canvas");
  const pad = sheetOf(canvas, library.default);
  field.querySelector("[data-pad-clear]").addEventListener("click", () => {
    pad.clear();
    form.elements.drawing.value = "";
    sayDrawn();
  });
}

/* ---- Sending: once, and on a tablet without leaving the page, so that a lost line loses nothing ---- */

let sending = false;

async function send(event) {
  if (sending) {
    event.preventDefault();
    return;
  }
  if (!form.dataset.once) {
    sending = true;
    return;
  }
  event.preventDefault();
  await sendHere();
}

async function sendHere() {
  setSending(true);
  const answer = await fetch(form.getAttribute("action"), {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => null);
  const told = answer && (await answer.json().catch(() => null));
  form.querySelector("[data-sign-lost]").hidden = Boolean(told);
  if (told?.to) {
    location.assign(told.to);
    return;
  }
  setSending(false);
  if (told) showRefusal(told);
}

function setSending(on) {
  sending = on;
  form.querySelector("[data-sign-button]").disabled = on || !mayPress();
  form.setAttribute("aria-busy", String(on));
}

/* A text that changed is read anew: the page is asked for again. */
function showRefusal({ errors, changed }) {
  if (changed) {
    location.reload();
    return;
  }
  if (form.elements.password) form.elements.password.value = "";
  const sentences = Object.values(errors).flat();
  const place = form.querySelector("[data-refused]") ?? form.appendChild(document.createElement("div"));
  place.dataset.refused = "";
  place.dataset.testid = "refused";
  place.className = "callout is-error";
  place.setAttribute("role", "alert");
  place.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
  form.querySelector(".form-actions").before(place);
}

if (form) {
  watchTheEnd();
  openTheButton();
  startThePad();
  form.addEventListener("change", openTheButton);
  form.addEventListener("submit", send);
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
}

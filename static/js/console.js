/* The desk of the day, kept true: it asks every two seconds what has changed and swaps only what differs; a press is
   sent in place; letters on buttons are keys. After ten seconds without an answer it says so. Without script every
   button is a plain form. */

const root = document.querySelector("[data-console]");
const lost = document.getElementById("lost");
const told = root.dataset;
const second = 1000;

let etag = told.etag;
let answeredAt = performance.now();
let answeredClock = new Date();
let busy = false;
let turn = 0;

const said = (sentence) => {
  const place = document.getElementById("said");
  if (place && sentence) place.textContent = sentence;
};

/* ---- What has an answer, and what has none ---- */

function answered() {
  answeredAt = performance.now();
  answeredClock = new Date();
  if (lost.hidden) return;
  lost.hidden = true;
  said(told.wordsBack);
}

function lookAtConnection() {
  if (performance.now() - answeredAt < Number(told.lost) * second || !lost.hidden) return;
  const time = answeredClock.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  lost.querySelector("[data-since]").textContent = told.wordsSince.replace("{time}", time);
  lost.hidden = false;
}

/* An answer that does not come within the time is no answer. */
async function ask(address, options = {}) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), Number(told.lost) * second);
  try {
    return await fetch(address, { credentials: "same-origin", cache: "no-store", signal: stop.signal, ...options });
  } finally {
    clearTimeout(clock);
  }
}

/* ---- Swapping what differs ---- */

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
const withoutTokens = (part) => part.innerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "").replace(/ hidden(="")?/g, "");

function swap(page) {
  const fresh = page.querySelector("[data-console]");
  if (!fresh) throw new Error("no console");
  const focused = placeOf(document.activeElement);
  for (const part of page.querySelectorAll("[data-swap]")) {
    const old = document.getElementById(part.id);
    if (old && withoutTokens(old) !== withoutTokens(part)) old.replaceChildren(...part.childNodes);
  }
  etag = fresh.dataset.etag;
  for (const note of root.querySelectorAll("[data-needs-script]")) note.hidden = false;
  if (focused && document.activeElement === document.body) focusAgain(focused);
  startTimer();
}

const placeOf = (element) => {
  const form = element?.closest?.("[data-swap] form");
  if (!form) return null;
  return { action: form.getAttribute("action"), panel: form.closest("section")?.getAttribute("aria-labelledby"), value: element.value };
};

/* The same button where it is still there, else the big one, so that the keyboard never falls off the page. */
function focusAgain({ action, panel, value }) {
  const same = [...root.querySelectorAll(`form[action="${CSS.escape(action)}"] button`)].find((button) => button.value === value);
  const place = same ?? root.querySelector(`section[aria-labelledby="${panel}"] .is-next`) ?? root.querySelector(".is-next");
  place?.focus({ preventScroll: true });
}

async function renew() {
  const mine = ++turn;
  const answer = await ask(location.href, { headers: { "X-Requested-With": "fetch" } });
  if (answer.redirected && !answer.url.startsWith(location.href.split("#")[0])) return location.reload();
  if (!answer.ok) throw new Error(String(answer.status));
  const text = await answer.text();
  if (mine === turn && !busy) swap(parsed(text));
}

/* ---- Asking what has changed ---- */

async function poll() {
  if (!busy) {
    try {
      const answer = await ask(told.state, { headers: { "If-None-Match": etag } });
      if (answer.redirected) return location.reload();
      if (answer.status !== 304 && !answer.ok) throw new Error(String(answer.status));
      if (answer.status !== 304 && answer.headers.get("ETag") !== etag) await renew();
      answered();
    } catch {
      lookAtConnection();
    }
  }
  setTimeout(poll, Number(told.poll) * second);
}

/* ---- A press, sent in place ---- */

function showMessages(page) {
  const fresh = page.querySelector("main > .messages");
  const old = document.querySelector("main > .messages");
  if (fresh && old) old.replaceWith(fresh);
  else if (fresh) document.getElementById("main").prepend(fresh);
  else old?.remove();
  said(fresh?.textContent.trim().replace(/\s+/g, " ") || told.wordsDone);
}

async function press(form, submitter) {
  busy = true;
  turn += 1;
  root.setAttribute("aria-busy", "true");
  const body = new URLSearchParams(new FormData(form, submitter ?? undefined));
  try {
    const answer = await ask(form.action, { method: "POST", body });
    if (answer.status >= 500) throw new Error(String(answer.status)); // stay here: going anywhere would lose the console
    const page = parsed(await answer.text());
    if (!page.querySelector("[data-console]")) return location.assign(answer.ok && answer.redirected ? answer.url : location.href);
    swap(page);
    showMessages(page);
    answered();
  } catch {
    lookAtConnection();
    said(document.body.dataset.wordsLost);
  } finally {
    busy = false;
    root.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-live]")) return;
  event.preventDefault();
  if (!busy) press(form, event.submitter);
});

/* ---- Letters on buttons ---- */

const allowed = () => document.documentElement.dataset.shortcuts !== "off";
const writes = (target) => target.closest?.("input:not([type=hidden]), textarea, select, [contenteditable]");

/* By the place of the key, so that typing Vietnamese changes nothing. */
const keyOf = ({ code }) => code.replace(/^(Key|Digit|Numpad)/, "");

document.addEventListener("keydown", (event) => {
  if (!allowed() || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (writes(event.target) || document.querySelector("dialog[open]")) return;
  const key = keyOf(event);
  const button = key.length === 1 && [...root.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  if (!button) return;
  event.preventDefault();
  if (!busy) button.click();
});

/* ---- The timer counts on from what the server said ---- */

let startedAt = 0;

function startTimer() {
  startedAt = performance.now();
  showTimer();
}

function showTimer() {
  const timer = root.querySelector("[data-timer]");
  if (!timer) return;
  const passed = "stopped" in timer.dataset ? 0 : Math.floor((performance.now() - startedAt) / second);
  const all = Number(timer.dataset.timer) + passed;
  timer.textContent = `${String(Math.floor(all / 60)).padStart(2, "0")}:${String(all % 60).padStart(2, "0")}`;
}

startTimer();
setInterval(showTimer, second);
setInterval(lookAtConnection, second);
setTimeout(poll, Number(told.poll) * second);

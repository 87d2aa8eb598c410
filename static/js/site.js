/* Comforts on top of pages that work without script. Nothing here decides anything; the server does. */

const words = document.body.dataset;
const POST = 'form[method="post" i]';

/* ---- Reading settings: kept in a cookie so that the server writes them into the next page ---- */

const YEAR = 60 * 60 * 24 * 365;

function keepSetting(name, value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
  document.documentElement.dataset[name] = value;
}

function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

/* Who is logged in finds the same look on every device. */
async function saveSetting(url, name, value) {
  const body = new URLSearchParams({ [name]: value });
  const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token() } }).catch(() => null);
  if (!answer?.ok) say(words.wordsLost);
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-setting]")) return;
  keepSetting(target.dataset.setting, target.value);
  const url = target.closest("[data-save]")?.dataset.save;
  if (url) saveSetting(url, target.dataset.setting, target.value);
});

/* ---- Menus ---- */

function toggleNav(button) {
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest(".nav-button");
  if (button) toggleNav(button);
  closeMenus(target.closest("details.menu"));
  if (target.closest("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

/* ---- Saying something to everyone, seen or read aloud ---- */

function say(sentence) {
  const place = document.getElementById("said");
  if (place && sentence) place.textContent = sentence;
}

/* ---- Asking before a step that has a price ---- */

let askedForm = null;

function confirmationOf(form, submitter) {
  return submitter?.dataset.confirm || form.dataset.confirm || "";
}

function ask(form, submitter, question) {
  const dialog = document.getElementById("ask");
  dialog.querySelector("[data-question]").textContent = question;
  dialog.querySelector("[data-yes]").textContent = submitter?.textContent.trim() || words.wordsYes;
  dialog.onclose = () => {
    if (dialog.returnValue !== "yes") return;
    askedForm = form;
    form.requestSubmit(submitter ?? undefined);
  };
  dialog.returnValue = "";
  dialog.showModal();
}

function mustAsk(event) {
  const form = event.target;
  const question = confirmationOf(form, event.submitter);
  if (!question || askedForm === form || !document.getElementById("ask")?.showModal) {
    askedForm = null;
    return false;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(form, event.submitter, question);
  return true;
}

/* ---- One press, one submission ---- */

function buttonsOf(form) {
  return [...form.elements].filter((field) => field.type === "submit");
}

function holdButtons(form) {
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  // After this turn of the loop, so that the pressed button's own name and value still travel.
  setTimeout(() => buttonsOf(form).forEach((button) => { button.disabled = true; }));
}

function releaseButtons(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
  buttonsOf(form).forEach((button) => { button.disabled = false; });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(POST) || mustAsk(event)) return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  unsaved.delete(form);
  if (!form.hasAttribute("data-repeat")) holdButtons(form);
}, true);

addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(releaseButtons));
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.elt.closest?.("form");
  if (form?.dataset.sent) releaseButtons(form);
  if (!detail.successful) say(words.wordsLost);
});

/* ---- A list that counts what is left to do is read anew when one comes back to it ---- */

addEventListener("pageshow", ({ persisted }) => {
  if (persisted && document.querySelector("[data-fresh]")) location.reload();
});

/* ---- The login ends: said five minutes before, while what was typed still stands on the page ---- */

const WARN = 5 * 60; // seconds before the end
const session = document.getElementById("session");
let sessionTimer = 0;

async function askSession(method = "GET") {
  const form = session.querySelector("[data-extend]");
  const asked = method === "POST" ? { method, body: new FormData(form) } : { method };
  const answer = await fetch(session.dataset.url, { ...asked, headers: { Accept: "application/json" } });
  return (await answer.json()).left;
}

function watchSession(left) {
  clearTimeout(sessionTimer);
  sessionTimer = setTimeout(lookAtSession, Math.max(0, left - WARN) * 1000);
}

/* Another window may have extended it: the server knows. */
async function lookAtSession() {
  try {
    const left = await askSession();
    if (left > WARN) watchSession(left);
    else warnOfEnd(left);
  } catch {
    sessionTimer = setTimeout(lookAtSession, 30_000);
  }
}

function warnOfEnd(left) {
  const ended = left <= 0;
  const minutes = Math.max(1, Math.round(left / 60));
  const said = ended ? session.dataset.wordsEnded : session.dataset.wordsMinutes.replace("{n}", minutes);
  session.querySelector("[data-question]").textContent = said;
  session.querySelector("[data-extend] button:not([data-close])").hidden = ended;
  session.querySelector("[data-login]").hidden = !ended;
  if (!session.open) session.showModal();
  if (!ended) sessionTimer = setTimeout(lookAtSession, Math.min(left, 60) * 1000);
}

async function extendSession(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  try {
    const left = await askSession("POST");
    if (left <= 0) return warnOfEnd(0);
    session.close();
    watchSession(left);
    say(session.dataset.wordsExtended);
  } catch {
    say(words.wordsLost);
  }
}

if (session?.showModal) {
  session.querySelector("[data-extend]").addEventListener("submit", extendSession);
  session.querySelector("[data-close]").addEventListener("click", () => session.close());
  watchSession(Number(session.dataset.left));
}

/* ---- A password one may look at ---- */

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-show-password]");
  if (!button) return;
  const field = document.getElementById(button.dataset.showPassword);
  const shown = field.type === "text";
  field.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
  field.focus();
});

/* ---- Copying an address that stands on the page ---- */

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  await navigator.clipboard?.writeText(field.value).catch(() => null);
  say(button.dataset.words);
});

/* ---- Logging out leaves no draft on this machine ---- */

document.addEventListener("submit", ({ target }) => {
  if (!target.matches("[data-forget]")) return;
  Object.keys(localStorage).filter((key) => key.startsWith("giao-uoc:draft:")).forEach((key) => localStorage.removeItem(key));
});

/* ---- Leaving with something unsaved ---- */

const unsaved = new Set();

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (form?.matches("[data-unsaved]")) unsaved.add(form);
});

addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});

/* ---- Text areas that grow and count; the count never cuts what was typed or pasted ---- */

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

function count(area) {
  const limit = Number(area.dataset.limit);
  const length = [...area.value.normalize("NFC")].length;
  area.counter.textContent = words.wordsCount.replace("{n}", length).replace("{max}", limit);
  area.counter.classList.toggle("is-over", length > limit);
}

function prepareArea(area) {
  if (area.dataset.ready) return;
  area.dataset.ready = "yes";
  const limit = area.getAttribute("maxlength");
  if (limit) {
    area.removeAttribute("maxlength");
    area.dataset.limit = limit;
    area.counter = document.createElement("span");
    area.counter.className = "counter";
    area.after(area.counter);
    count(area);
  }
  if (area.offsetParent) grow(area);
}

document.addEventListener("input", ({ target }) => {
  if (target.tagName !== "TEXTAREA" || !target.dataset.ready) return;
  grow(target);
  if (target.counter) count(target);
});

/* ---- Every page and every part htmx brings ---- */

function prepare(root) {
  root.querySelectorAll("textarea").forEach(prepareArea);
  root.querySelectorAll("[data-needs-script]").forEach((part) => { part.hidden = false; });
  root.querySelector(".error-summary")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  const target = field.matches("input, select, textarea, button") ? field : field.querySelector("input, select, textarea") ?? field;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
});

prepare(document);
document.addEventListener("htmx:load", ({ detail }) => { if (detail.elt !== document.body) prepare(detail.elt); });

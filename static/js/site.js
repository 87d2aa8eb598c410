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

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-setting]")) keepSetting(target.dataset.setting, target.value);
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

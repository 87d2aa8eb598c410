/* The command palette (Ctrl+K) and the list of keys (?). The button is a link to /tim/, so without script one searches there. */

const dialog = document.getElementById("palette");
const field = document.getElementById("palette-q");
const list = document.getElementById("palette-list");
const said = dialog.querySelector("[data-said]");
const keys = document.getElementById("keys");
const words = dialog.dataset;
const WAIT = 150; // ms after the last key
const LEAST = 2; // letters before the server is asked
const KEPT = 8; // recent places
const SLOT = "palette:";

/* ---- Recent places: on this computer, for this person, until they log out ---- */

const slot = SLOT + words.user;

function forget(all) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(SLOT) && (all || key !== slot)) localStorage.removeItem(key);
  }
}

function recent() {
  try {
    const rows = JSON.parse(localStorage.getItem(slot)) ?? [];
    return rows.filter((row) => typeof row.url === "string" && row.url.startsWith("/") && !row.url.startsWith("//"));
  } catch {
    return [];
  }
}

function remember(hit) {
  const rows = [hit, ...recent().filter((row) => row.url !== hit.url)].slice(0, KEPT);
  try {
    localStorage.setItem(slot, JSON.stringify(rows));
  } catch { /* no room: the palette works without */ }
}

forget(false);
document.addEventListener("submit", ({ target }) => {
  if (target.action && new URL(target.action).pathname === words.logout) forget(true);
}, true);

/* ---- The list ---- */

let active = -1;
const options = () => [...list.querySelectorAll('[role="option"]')];

function point(index) {
  const all = options();
  active = all.length ? (index + all.length) % all.length : -1;
  all.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
  if (active < 0) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", all[active].id);
  all[active].scrollIntoView({ block: "nearest" });
}

function optionOf(hit, id) {
  const option = document.createElement("a");
  Object.assign(option, { id, href: hit.url, tabIndex: -1, className: "palette-hit" });
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.append(hit.name);
  option.hit = hit;
  if (!hit.note) return option;
  const note = document.createElement("span");
  note.className = "palette-note";
  note.textContent = hit.note;
  option.append(" ", note);
  return option;
}

function groupOf(group, place) {
  const box = document.createElement("div");
  const label = document.createElement("div");
  label.id = `palette-group-${place}`;
  label.className = "palette-label";
  label.textContent = group.label;
  box.setAttribute("role", "group");
  box.setAttribute("aria-labelledby", label.id);
  box.append(label, ...group.hits.map((hit, number) => optionOf(hit, `palette-${place}-${number}`)));
  return box;
}

function show(groups, sentence) {
  const filled = groups.filter((group) => group.hits.length);
  list.replaceChildren(...filled.map(groupOf));
  list.hidden = !filled.length;
  field.setAttribute("aria-expanded", String(filled.length > 0));
  said.textContent = sentence;
  active = -1;
  field.removeAttribute("aria-activedescendant");
}

/* ---- What to show ---- */

function menu() {
  const links = [...document.querySelectorAll("#nav-list a")];
  return links.map((link) => ({ name: link.textContent.trim(), url: link.getAttribute("href"), note: "" }));
}

function showRecent() {
  const rows = recent();
  show([rows.length ? { label: words.recent, hits: rows } : { label: words.menu, hits: menu() }], "");
}

let asked = null;

async function ask(q) {
  asked?.abort();
  asked = new AbortController();
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${words.suggest}?q=${encodeURIComponent(q)}`, {
      signal: asked.signal, headers: { Accept: "application/json" }, redirect: "error",
    });
    if (answer.status === 429) return show([], words.often);
    if (!answer.ok) return show([], words.lost);
    tell((await answer.json()).groups, q);
  } catch (error) {
    if (error.name !== "AbortError") show([], words.lost);
  } finally {
    list.removeAttribute("aria-busy");
  }
}

function tell(groups, q) {
  const count = groups.reduce((sum, group) => sum + group.hits.length, 0);
  show(groups, count ? words.found.replace("{n}", count) : words.none.replace("{q}", q));
}

let timer = 0;

function look() {
  clearTimeout(timer);
  const q = field.value.normalize("NFC").trim();
  if (q.length < LEAST) {
    asked?.abort();
    return showRecent();
  }
  timer = setTimeout(ask, WAIT, q);
}

field.addEventListener("input", (event) => { if (!event.isComposing) look(); });
field.addEventListener("compositionend", look);

/* ---- Keys and presses ---- */

function go(option) {
  remember({ name: option.hit.name, url: option.hit.url, note: option.hit.note ?? "" });
  dialog.close();
  location.assign(option.href);
}

field.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    point(active < 0 && step < 0 ? options().length - 1 : active + step);
  } else if (event.key === "Enter" && active >= 0) {
    event.preventDefault();
    go(options()[active]);
  }
});

list.addEventListener("click", (event) => {
  const option = event.target.closest('[role="option"]');
  if (!option || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(option);
});

let before = null;

function open() {
  if (document.querySelector("dialog[open]")) return;
  before = document.activeElement;
  dialog.showModal();
  field.value = "";
  showRecent();
  field.focus();
}

dialog.addEventListener("close", () => {
  clearTimeout(timer);
  asked?.abort();
  before?.focus?.();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-palette]") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    open();
  }
  if (event.target.closest("[data-close-palette]")) dialog.close();
  if (event.target.closest("[data-keys]")) {
    event.preventDefault();
    dialog.close();
    keys.showModal();
  }
});

const allowed = () => document.documentElement.dataset.shortcuts !== "off";
const writes = (target) => target.closest?.("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.isComposing || !allowed()) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open();
  } else if (event.key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey && !writes(event.target)) {
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    keys.showModal();
  }
});

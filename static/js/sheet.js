/* Saves a score sheet while it is being filled. The page works without; the server reckons and decides everything. */

import { startPaste } from "./sheet_paste.js";

const sheet = document.querySelector("[data-sheet]");
const REST = 2000; // ms after the last key before a row is saved
const AGAIN = 5000; // ms before a lost connection is tried again
const MOST = 200; // rows in one batch

const dirty = new Map(); // row → when it was last typed into; it stays here until the server has answered for it
const said = sheet?.querySelector("[data-said]");
let isSending = false;
let timer = 0;
let listWrong = null; // what a paste left to correct is told anew after each answer

/* ---- What stands in a row ---- */

const rowOf = (field) => field.closest("tr[data-row]");
const box = (row, name) => row.querySelector(`[name="${name}${row.dataset.row}"]`);

function given(row) {
  const ticks = [...row.querySelectorAll('input[type="radio"]')];
  return ticks.length ? ticks.find((tick) => tick.checked)?.value ?? "" : box(row, "v")?.value ?? "";
}

function cellOf(row) {
  return {
    criterion: Number(row.dataset.row),
    given: given(row),
    reason: box(row, "r")?.value ?? "",
    revision: Number(box(row, "k")?.value) || null,
  };
}

/* ---- Saving ---- */

function touch(row, wait = REST) {
  dirty.set(row, performance.now());
  row.dataset.touched = "yes";
  plan(wait);
}

function plan(wait) {
  clearTimeout(timer);
  timer = setTimeout(flush, wait);
}

async function flush() {
  if (isSending || !dirty.size) return;
  const rows = [...dirty.keys()].slice(0, MOST);
  const sentAt = performance.now();
  isSending = true;
  rows.forEach((row) => row.classList.add("is-saving"));
  tell(sheet.dataset.saying);
  const answer = await post(rows.map(cellOf));
  isSending = false;
  rows.forEach((row) => row.classList.remove("is-saving"));
  if (answer) settle(rows, sentAt, answer);
  else plan(AGAIN);
}

async function post(cells) {
  try {
    const response = await fetch(sheet.dataset.sheet, {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": sheet.querySelector("[name=csrfmiddlewaretoken]").value },
      body: JSON.stringify({ stage: Number(sheet.dataset.stage), cells }),
    });
    if (response.ok) return await response.json();
    if (response.status === 409) return { rows: {}, sums: {}, isRefused: true, ...(await response.json()) };
    const isGone = response.type === "opaqueredirect" || response.status === 403;
    tell(isGone ? sheet.dataset.gone : sheet.dataset.lost);
  } catch {
    tell(sheet.dataset.lost);
  }
  return null;
}

function settle(rows, sentAt, answer) {
  if (answer.isRefused) return tell(answer.said); // nothing was saved; the next key tries again
  for (const row of rows) {
    if (dirty.get(row) <= sentAt) dirty.delete(row);
    const told = answer.rows[row.dataset.row];
    if (told) show(row, told);
  }
  for (const [name, words] of Object.entries(answer.sums)) {
    const place = sheet.querySelector(`[data-sum="${name}"]`);
    if (place) place.textContent = words;
  }
  tell(answer.said);
  listWrong?.();
  if (dirty.size) plan(REST);
}

/* ---- What the server says of a row ---- */

function show(row, told) {
  if (told.revision !== undefined && box(row, "k")) box(row, "k").value = told.revision ?? "";
  if (told.points !== undefined) say(row.querySelector("[data-points]"), told.points);
  if (told.line !== undefined) row.querySelector("[data-line]").textContent = told.line;
  if (told.asks) row.querySelector("details")?.setAttribute("open", "");
  complain(row, told.errors ?? []);
}

function say(place, points) {
  place.textContent = points;
  place.classList.remove("is-carried");
}

function complain(row, errors) {
  const place = row.querySelector("[data-errors]");
  place.replaceChildren(...errors.map((sentence) => {
    const line = document.createElement("span");
    line.className = "field-error";
    line.textContent = sentence;
    return line;
  }));
  for (const field of row.querySelectorAll("input:not([type=hidden]), textarea")) {
    if (errors.length) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", place.id);
    } else {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
  }
}

function tell(sentence) {
  if (said.textContent !== sentence) said.textContent = sentence;
}

/* ---- A reason is asked for where the points are the highest, or others than before ---- */

const number = (text) => Number(text.trim().replace(/\./g, "").replace(",", "."));

function asks(row) {
  const typed = given(row).trim();
  const { most, before } = row.dataset;
  if (!typed) return false;
  return (most && number(typed) >= number(most)) || (before && number(typed) !== number(before));
}

/* ---- Keys: down and up the column as in a spreadsheet ---- */

function step(field, by) {
  const fields = [...sheet.querySelectorAll("input[data-cell]")].filter((one) => one.offsetParent);
  const next = fields[fields.indexOf(field) + by];
  if (!next) return;
  next.focus();
  next.select?.();
}

const KEYS = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

if (sheet) {
  listWrong = startPaste(sheet, touch);
  sheet.addEventListener("input", ({ target }) => {
    const row = rowOf(target);
    if (!row) return;
    if (asks(row)) row.querySelector("details")?.setAttribute("open", "");
    touch(row);
  });
  sheet.addEventListener("focusout", ({ target, relatedTarget }) => {
    const row = rowOf(target);
    if (row && dirty.has(row) && !row.contains(relatedTarget)) plan(0);
  });
  sheet.addEventListener("keydown", (event) => {
    const by = KEYS[event.key];
    if (!by || event.isComposing || !event.target.matches("input[data-cell]")) return;
    event.preventDefault();
    step(event.target, by * (event.key === "Enter" && event.shiftKey ? -1 : 1));
  });
  // Whoever leaves by the bar right after typing leaves when it is saved; what is refused keeps them here.
  sheet.addEventListener("click", async (event) => {
    const link = event.target.closest(".score-bar a");
    if (!link || !(dirty.size || isSending)) return;
    event.preventDefault();
    while (isSending) await new Promise((done) => setTimeout(done, 50));
    await flush();
    if (!dirty.size && !sheet.querySelector('[aria-invalid="true"]')) location.assign(link.href);
  });
  // A form that is posted as a whole takes everything along; nothing of it is left to be saved.
  sheet.addEventListener("submit", ({ target }) => {
    for (const row of dirty.keys()) if (target.contains(row)) dirty.delete(row);
  });
  addEventListener("online", flush);
  addEventListener("beforeunload", (event) => {
    if (dirty.size || isSending) event.preventDefault();
  });
}

/* A pact's rows typed like a list: saved while one types, added by Enter, moved by keys, put back after a slip.
   The page works without; the server reads, judges and decides everything. */

import { askWhichToKeep } from "./pledge_conflict.js";
import { watchPaste } from "./pledge_paste.js";
import { begin, complain, fieldOf, fresh, isBlank, keyOf, know, number, rowOf, rowsOf, sent, show } from "./pledge_row.js";

const list = document.querySelector("[data-pledges]");
const REST = 800; // ms after the last key before a row is saved
const AGAIN = 5000; // ms before a lost connection is tried again
const MOST = 100; // rows in one batch
const dirty = new Map(); // row → when it was last typed into; it stays here until the server has answered for it
let sending = null; // the batch on its way, as a promise
let timer = 0;

const said = list?.querySelector("[data-said]");

/* ---- Saving: one batch on its way, the rest waits ---- */

function touch(row, wait = REST) {
  dirty.set(row, performance.now());
  plan(wait);
}

function plan(wait) {
  clearTimeout(timer);
  timer = setTimeout(flush, wait);
}

async function flush() {
  clearTimeout(timer);
  if (sending) await sending;
  const rows = [...dirty.keys()].filter((row) => row.isConnected && !isBlank(row)).slice(0, MOST);
  if (!rows.length) return forgetBlank();
  sending = save(rows);
  const isDone = await sending;
  sending = null;
  if (dirty.size) isDone ? plan(REST) : plan(AGAIN);
}

function forgetBlank() {
  for (const row of [...dirty.keys()]) if (!row.isConnected || isBlank(row)) dirty.delete(row);
}

/* Whether the server took the batch; a refusal of all of it waits for the next key. */
async function save(rows) {
  const sentAt = performance.now();
  tell(list.dataset.saying);
  const answer = await post(list.dataset.save, { rows: rows.map(sent) });
  if (!answer) return false;
  if (answer.isRefused) return hold(rows, answer.said);
  for (const row of rows) await settle(row, answer.rows[keyOf(row)], sentAt);
  showTotal(answer.total);
  tell(answer.said);
  return true;
}

function hold(rows, sentence) {
  for (const row of rows) leave(row);
  tell(sentence);
  return true;
}

/* Typed but not stored: it is sent again with its next key, and nobody leaves the page without being asked. */
function leave(row) {
  dirty.delete(row);
  row.dataset.waits = "yes";
}

async function settle(row, told, sentAt) {
  if (!told) return;
  if (dirty.get(row) <= sentAt) dirty.delete(row);
  delete row.dataset.waits;
  if (told.conflict || told.gone || Object.keys(told.errors ?? {}).length) row.dataset.waits = "yes";
  if (told.conflict) return settleConflict(row, told.conflict);
  if (told.gone) return begin(row, told.gone);
  if (told.row) know(row, told);
  complain(row, told.errors ?? {}, told.problems ?? []);
}

async function settleConflict(row, conflict) {
  const kept = await askWhichToKeep(list, conflict);
  if (!["mine", "theirs"].includes(kept)) return; // nothing chosen: the next saving asks again
  fieldOf(row, "revision").value = conflict.revision;
  delete row.dataset.waits;
  if (kept === "theirs") for (const one of conflict.fields) fieldOf(row, one.name).value = one.value;
  show(row);
  fieldOf(row, conflict.fields[0]?.name ?? "name").focus();
  if (kept === "mine") touch(row, 0);
}

/* ---- Talking to the server ---- */

const token = () => list.querySelector("[name=csrfmiddlewaretoken]").value;

async function ask(address, options) {
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": token(), ...options.headers };
    const response = await fetch(address, { method: "POST", redirect: "manual", ...options, headers });
    if (response.ok) return await response.json();
    if (response.status === 409) return { isRefused: true, ...(await response.json()) };
    tell(response.type === "opaqueredirect" || response.status === 403 ? list.dataset.gone : list.dataset.lost);
  } catch {
    tell(list.dataset.lost);
  }
  return null;
}

const post = (address, what) =>
  ask(address, { body: JSON.stringify(what), headers: { "Content-Type": "application/json" } });

async function press(address, words = {}) {
  const answer = await ask(address, { body: new URLSearchParams(words) });
  if (answer?.isRefused) tell(answer.said);
  return answer && !answer.isRefused ? answer : null;
}

function tell(sentence) {
  if (said.textContent !== sentence) said.textContent = sentence;
}

function showTotal(count) {
  list.querySelector("[data-total]").textContent = count;
}

/* ---- Adding, moving, deleting ---- */

function add(part, after = null) {
  const row = fresh(list);
  if (after) after.after(row);
  else part.append(row);
  number(list, part);
  document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: row } })); // so that its area grows and counts
  document.querySelector("[data-testid=empty]")?.remove();
  fieldOf(row, "name").focus();
}

async function move(row, by) {
  const part = row.parentElement;
  const rows = rowsOf(part);
  const other = rows[rows.indexOf(row) + by];
  if (!other) return;
  const focused = document.activeElement;
  await flush();
  if (row.dataset.row && other.dataset.row) {
    const way = row.querySelector(`[data-move="${by}"]`).getAttribute("formaction");
    if (!(await press(way))) return;
  }
  if (by < 0) other.before(row);
  else other.after(row);
  number(list, part);
  focused?.focus();
}

async function remove(row) {
  const part = row.parentElement;
  if (sending) await sending;
  if (row.dataset.row) {
    const answer = await press(row.querySelector("[data-remove]").getAttribute("formaction"));
    if (!answer) return;
    offerUndo(answer);
    showTotal(Number(list.querySelector("[data-total]").textContent) - 1);
  }
  const next = row.nextElementSibling ?? row.previousElementSibling;
  dirty.delete(row);
  row.remove();
  number(list, part);
  (next ? fieldOf(next, "name") : part.parentElement.querySelector("[data-add]")).focus();
}

/* ---- The toast stays until the next slip or until it is closed: nobody has to be quick ---- */

const toast = list?.querySelector("[data-toast]");

function offerUndo({ said: words, token: kept }) {
  toast.hidden = false;
  toast.dataset.token = kept;
  toast.querySelector("[data-toast-said]").textContent = words;
}

async function undo() {
  const answer = await press(list.dataset.restore, { token: toast.dataset.token });
  if (!answer) return;
  const piece = document.createElement("template");
  piece.innerHTML = answer.html;
  const row = piece.content.querySelector("[data-row]");
  const part = list.querySelector(`[data-part="${answer.part}"]`);
  part.insertBefore(row, rowsOf(part)[answer.place] ?? null);
  number(list, part);
  toast.hidden = true;
  tell(answer.said);
  showTotal(Number(list.querySelector("[data-total]").textContent) + 1);
  fieldOf(row, "name").focus();
}

/* ---- Keys ---- */

const asked = (row) => [...row.querySelectorAll("textarea, select, input:not([type=hidden])")].filter((one) => one.offsetParent);

function enter(event, row) {
  event.preventDefault();
  const fields = asked(row);
  const next = fields[fields.indexOf(event.target) + 1];
  if (next) return next.focus();
  const below = row.nextElementSibling;
  if (below && isBlank(below)) fieldOf(below, "name").focus();
  else add(row.parentElement, row);
}

async function check() {
  await settled();
  if (!dirty.size && !isWaiting()) location.assign(list.dataset.check);
}

function isWaiting() {
  const row = list.querySelector("[data-waits]");
  if (row) (row.querySelector('[aria-invalid="true"]') ?? fieldOf(row, "name")).focus();
  return Boolean(row);
}

async function settled() {
  await flush();
  if (sending) await sending;
}

function keyed(event) {
  if (event.isComposing) return;
  const row = rowOf(event.target);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    check();
  } else if (row && event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    move(row, event.key === "ArrowUp" ? -1 : 1);
  } else if (row && event.key === "Enter" && !event.shiftKey && event.target.matches("input, textarea, select")) {
    enter(event, row);
  }
}

function clicked(event) {
  const button = event.target.closest("button, a");
  const row = rowOf(button);
  if (!button) return;
  const does = {
    "[data-add]": () => add(list.querySelector(`[data-part="${button.dataset.add}"]`)),
    "[data-move]": () => move(row, Number(button.dataset.move)),
    "[data-remove]": () => remove(row),
    "[data-accept]": () => accept(row, button),
    "[data-undo]": undo,
    "[data-dismiss]": () => { toast.hidden = true; },
    "[data-check-link]": check,
  };
  const found = Object.keys(does).find((mark) => button.matches(mark));
  if (!found) return;
  event.preventDefault();
  does[found]();
}

async function accept(row, button) {
  if (await press(button.getAttribute("formaction"))) row.querySelector("[data-copy]")?.remove();
  fieldOf(row, "name").focus();
}

if (list) {
  list.addEventListener("input", ({ target }) => {
    const row = rowOf(target);
    if (!row) return;
    if (target.name === "kind") show(row);
    touch(row);
  });
  list.addEventListener("compositionend", ({ target }) => { if (rowOf(target)) touch(rowOf(target)); });
  list.addEventListener("focusout", ({ target, relatedTarget }) => {
    const row = rowOf(target);
    if (row && dirty.has(row) && !row.contains(relatedTarget)) plan(0);
  });
  list.addEventListener("keydown", keyed);
  list.addEventListener("click", clicked);
  document.querySelector("[data-add-first]")?.addEventListener("click", (event) => {
    event.preventDefault();
    add(list.querySelector("[data-part]"));
  });
  watchPaste(list, settled);
  addEventListener("online", flush);
  addEventListener("beforeunload", (event) => {
    forgetBlank();
    if (dirty.size || sending || list.querySelector("[data-waits]")) event.preventDefault();
  });
  if (list.dataset.focus) document.getElementById(list.dataset.focus)?.focus();
}

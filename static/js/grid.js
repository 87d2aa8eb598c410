/* The sheet of figures as a grid: typed, pasted and saved as in a spreadsheet. The page works without; the server decides. */

import { Drafts } from "./drafts.js";
import { moveByKeys } from "./grid_keys.js";
import { Paster } from "./grid_paste.js";
import { Row, filled } from "./grid_rows.js";
import { Saver } from "./grid_save.js";

const form = document.querySelector("form[data-grid]");
if (form) start();

function start() {
  const words = JSON.parse(form.dataset.words);
  const rows = [...form.querySelectorAll("tr[data-row]")].map((tr) => new Row(tr, words));
  const byPart = new Map(rows.map((row) => [row.tr, row]));
  const rowOf = (part) => byPart.get(part.closest("tr[data-row]"));
  const tell = (sentence) => {
    const said = form.querySelector("[data-said]");
    if (said.textContent !== sentence) said.textContent = sentence;
  };
  const count = () => counted(rows, words);
  const saver = new Saver({ form, rows, words, drafts: new Drafts(form.dataset.draft), tell, count });
  const paster = new Paster({ form, rows, words, saver });

  form.removeAttribute("data-unsaved"); // rows are saved and kept, so leaving loses nothing
  form.dataset.repeat = "";
  rows.forEach((row) => { row.changed = () => saver.touch(row, 0); });
  moveByKeys(form, rows);
  listen({ rowOf, saver, paster });
  saver.restore();
}

function listen({ rowOf, saver, paster }) {
  const typed = ({ target, isComposing }) => {
    const row = rowOf(target);
    if (!row || isComposing) return;
    if (target === row.boxes.value) row.raw = "";
    row.wantsNone = false;
    saver.touch(row);
  };
  form.addEventListener("input", typed);
  form.addEventListener("compositionend", ({ target }) => typed({ target }));
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    const row = rowOf(target);
    if (!row || !saver.dirty.has(row)) return;
    if (target === row.boxes.value && !row.clash) row.look();
    if (!row.tr.contains(relatedTarget)) saver.plan(0);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    finish(saver, event.submitter?.value === "check");
  });
  form.addEventListener("keydown", (event) => shortcut(event, saver, paster));
  document.querySelector("[data-wrong]").addEventListener("click", leadTo);
}

function shortcut(event, saver, paster) {
  if (!(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const act = {
    s: () => finish(saver, false),
    enter: () => finish(saver, true),
    z: paster.last && !paster.last.isBehind ? () => paster.undo() : null,
  }[event.key.toLowerCase()];
  if (!act || event.shiftKey) return;
  event.preventDefault();
  act();
}

/* Saves what is typed; on to the check only when nothing is left to correct. */
async function finish(saver, goesOn) {
  document.activeElement?.closest("tr[data-row]") && document.activeElement.blur();
  await saver.drain();
  const list = document.querySelector("[data-wrong]");
  if (saver.count() || saver.dirty.size) return goesOn && list.querySelector("a")?.focus();
  if (goesOn) location.assign(form.dataset.check);
  return undefined;
}

/* “34/42 ô đã nhập · 2 ô cần sửa”, and the list of those; answers how many are wrong. */
function counted(rows, words) {
  const wrong = rows.filter((row) => row.isWrong);
  const facts = { done: rows.filter((row) => row.isStored).length, all: rows.length, wrong: wrong.length };
  document.querySelector("[data-summary] strong").textContent = filled(words.summary, facts);
  document.querySelectorAll(".error-summary").forEach((old) => old.remove());
  const place = document.querySelector("[data-wrong]");
  place.hidden = !wrong.length;
  place.querySelector("ul").replaceChildren(...wrong.map(wrongLine));
  return wrong.length;
}

function wrongLine(row) {
  const [{ field, text } = { field: "value", text: row.clash?.asked ?? "" }] = row.errors;
  const link = Object.assign(document.createElement("a"), { href: `#${row.boxAt(field).id}`, textContent: `${row.name}: ${text}` });
  const line = document.createElement("li");
  line.append(link);
  return line;
}

function leadTo(event) {
  const link = event.target.closest("a");
  const box = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!box) return;
  event.preventDefault();
  box.closest("details")?.setAttribute("open", "");
  box.scrollIntoView({ block: "center" });
  box.focus({ preventScroll: true });
}

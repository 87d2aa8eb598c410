/* Pastes a block of marks into the score sheet, as the grid of figures takes one; reasons are never touched.

   A row is named by its number, by its criterion, or by both in two columns beside each other. */

import { alike } from "./grid_rows.js";
import { Paster } from "./grid_paste.js";
import { readNumber } from "./numbers.js";

const YES = new Set(["1", "x", "đạt", "có", "yes", "met"]);
const NO = new Set(["0", "không đạt", "không", "no", "not met"]);
const EMPTY = new Set(["", "-", "–", "—", "x", "k"]);

class MarkRow {
  constructor(tr) {
    const own = tr.dataset.row;
    this.tr = tr;
    this.number = tr.querySelector(".score-no").textContent.trim();
    this.name = tr.querySelector(".score-no + span").textContent.trim();
    this.ticks = [...tr.querySelectorAll(`input[type="radio"][name="v${own}"]`)];
    this.boxes = { value: this.ticks.length ? tr.querySelector("fieldset") : tr.querySelector(`[name="v${own}"]`) };
    this.key = tr.querySelector(`[name="k${own}"]`);
    this.odd = ""; /* a word that is neither yes nor no; no tick can hold it */
    if (this.ticks.length) this.boxes.value.dataset.read = "verdict";
  }

  get fields() { return this.ticks.length ? this.ticks : [this.boxes.value]; }
  get isStored() { return Boolean(this.key?.value); }
  get isBlank() { return !this.typed.value; }
  get typed() { return { value: this.ticks.length ? this.ticks.find((tick) => tick.checked)?.value ?? "" : this.boxes.value.value }; }

  get unreadable() {
    if (this.ticks.length) return this.odd;
    const text = this.typed.value.trim().replace(/%$/, "").trim();
    if (EMPTY.has(text.toLowerCase())) return "";
    return text.split("/").some((part) => readNumber(part, { places: 4 }).value === undefined) ? text : "";
  }

  put(_name, text) {
    this.odd = "";
    if (!this.ticks.length) { this.boxes.value.value = text; return; }
    const word = alike(text);
    const value = YES.has(word) ? "1" : NO.has(word) ? "0" : null;
    if (value === null) this.odd = text;
    else this.ticks.forEach((tick) => { tick.checked = tick.value === value; });
  }

  fill({ value }) {
    this.odd = "";
    if (this.ticks.length) this.ticks.forEach((tick) => { tick.checked = tick.value === value; });
    else this.boxes.value.value = value;
  }

  look() {}
}

export function startPaste(sheet, touch) {
  const rows = [...sheet.querySelectorAll("tr[data-row]")].filter((tr) => tr.querySelector(`[name="v${tr.dataset.row}"]`)).map((tr) => new MarkRow(tr));
  const panel = document.querySelector("[data-pasted]");
  if (!rows.length || !panel) return null;
  const saver = { touch: (row, wait) => touch(row.tr, wait), count: () => listWrong(sheet, rows) };
  new Paster({ form: sheet, rows, words: JSON.parse(sheet.dataset.words), saver, columns: ["value"] });
  document.querySelector("[data-needs-paste]").hidden = false;
  sheet.addEventListener("change", ({ target }) => {
    const row = rows.find((one) => one.odd && one.tr.contains(target));
    if (!row) return;
    row.odd = "";
    listWrong(sheet, rows);
  });
  return () => listWrong(sheet, rows);
}

/* What could not be taken, each with the way to its row: words no tick holds, and what the server refused. */
function listWrong(sheet, rows) {
  const list = document.querySelector("[data-wrong]");
  const wrong = rows.flatMap((row) => {
    const said = row.odd ? `“${row.odd}”` : row.tr.querySelector("[data-errors]")?.textContent.trim() || (row.unreadable && `“${row.unreadable}”`);
    return said ? [[row, said]] : [];
  });
  list.hidden = !wrong.length;
  list.querySelector("ul").replaceChildren(...wrong.map(([row, said]) => lineOf(row, said)));
}

function lineOf(row, said) {
  const line = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: `#${row.tr.id}`, textContent: `${row.number} ${row.name}: ${said}` });
  link.addEventListener("click", () => setTimeout(() => row.fields[0].focus()));
  line.append(link);
  return line;
}

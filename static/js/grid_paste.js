/* Pastes a block into the grid: asks what has to be asked, fills, says what became of it, and takes it all back at once. */

import { readBlock } from "./clipboard.js";
import { COLUMNS, alike, filled } from "./grid_rows.js";
import { decimalsOf, numbersIn, placesOf, questionsOf, withHidden } from "./paste_plan.js";

/* Letters no Unicode Vietnamese text has, but TCVN3 and VNI do (ư of TCVN3 is the soft hyphen). */
const ODD = /[\u00a1-\u00bf\u00ad×÷ÆÐÑÞßåæäçîïðñöøûüÿëÄÅËÎÏÖØÛÜ]/;
const OLD_FONT = /^(?:\.vn|vni-)/i;
const SHOWN = 12; // conversions shown at once; the rest scrolls

export class Paster {
  constructor({ form, rows, words, saver, columns = COLUMNS }) {
    Object.assign(this, { form, rows, words, saver });
    this.dialog = document.getElementById("paste");
    this.panel = document.querySelector("[data-pasted]");
    this.last = null; // the paste that can be taken back
    this.at = { row: 0, column: 0 };
    this.sheet = { rows, columns, names: onlyOnce(rows, "name"), numbers: dotted(onlyOnce(rows, "number")), titles: titlesOf(form) };
    const fieldsOf = (row, name) => row.fields ?? [row.boxes[name]];
    this.places = new Map(rows.flatMap((row, at) => columns.flatMap((name, column) => fieldsOf(row, name).map((field) => [field, { row: at, column }]))));
    this.listen();
  }

  listen() {
    this.form.addEventListener("focusin", ({ target }) => { this.at = this.places.get(target) ?? this.at; });
    this.form.addEventListener("paste", (event) => this.pasted(event));
    this.form.addEventListener("input", ({ isTrusted }) => { if (isTrusted && this.last) this.last.isBehind = true; });
    document.querySelector("[data-paste-open]").addEventListener("click", () => this.openArea());
    document.querySelector("[data-undo-paste]").addEventListener("click", () => this.undo());
    this.panel.addEventListener("change", ({ target }) => { if (target.name === "decimals") this.again(target.value); });
    this.area.addEventListener("paste", ({ clipboardData }) => { this.copied = read(clipboardData); });
  }

  get area() { return this.dialog.querySelector("[data-area]"); }

  /* One cell without a line's end is left to the browser: it goes where the caret stands. */
  pasted(event) {
    if (!this.places.has(event.target)) return;
    const copied = read(event.clipboardData);
    const block = readBlock(copied);
    const isOne = block.rows.length === 1 && block.rows[0].length === 1 && !block.hidden.length;
    if (!block.rows.length || (isOne && !event.target.matches("select, [type=radio]") && !oddRuns(block).length)) return;
    event.preventDefault();
    this.start(block);
  }

  openArea() {
    this.copied = null;
    this.area.value = "";
    this.show({ area: true }, () => {
      const isAsCopied = this.copied && plain(this.area.value) === plain(this.copied.text);
      const block = readBlock(isAsCopied ? this.copied : { text: this.area.value });
      if (block.rows.some((row) => row.some((cell) => cell.text))) this.start(block);
      else this.report(this.words.nothing);
    });
  }

  /* ---- Asking ---- */

  async start(block) {
    const before = await this.converted(block);
    if (before === null) return this.report(this.words.fonts_lost);
    const questions = { ...questionsOf(block, this.sheet), fonts: before };
    const { header, names, hidden } = questions;
    if (!(header || names || hidden || before.length)) return this.apply(block, {});
    return this.show(questions, (asked) => {
      this.apply(asked.hidden ? withHidden(block) : block, { header: header && asked.header, names });
    }, block);
  }

  /* Texts in old fonts are read by the server; [[before, after]] of those that change, null where it cannot be asked. */
  async converted(block) {
    const runs = oddRuns(block);
    if (!runs.length) return [];
    const texts = await this.ask(runs.map(({ text, font }) => [text, font]));
    if (!texts) return null;
    const before = new Map(cellsOf(block).map((cell) => [cell, cell.text]));
    runs.forEach((run, at) => { run.text = /^\s*/.exec(run.text)[0] + texts[at] + /\s*$/.exec(run.text)[0]; });
    for (const cell of before.keys()) if (cell.runs.length) cell.text = cell.runs.map((run) => run.text).join("").trim();
    return [...before].flatMap(([cell, text]) => (cell.text === text.trim() || cell.text === text.normalize("NFC") ? [] : [[text, cell.text]]));
  }

  async ask(runs) {
    try {
      const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
      const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
      const response = await fetch(this.form.dataset.fonts, { method: "POST", redirect: "manual", headers, body: JSON.stringify(runs) });
      return response.ok ? (await response.json()).texts : null;
    } catch {
      return null;
    }
  }

  show(questions, onYes, block) {
    const { dialog, words } = this;
    const part = (name) => dialog.querySelector(`[data-part="${name}"]`);
    const say = (name, sentence) => {
      part(name).hidden = !sentence;
      (part(name).querySelector("[data-words]") ?? part(name)).textContent = sentence || "";
    };
    part("area").hidden = !questions.area;
    say("alert", "");
    say("size", block && this.lost(this.plan(block, questions)).join(" "));
    say("hidden", questions.hidden ? filled(words.ask_hidden, { n: questions.hidden }) : "");
    say("header", questions.header ? filled(words.ask_header, { row: textOf(block.rows[0]) }) : "");
    say("names", questions.names ? words.ask_names : "");
    this.preview(part("fonts"), questions.fonts ?? []);
    dialog.querySelector('[data-ask="header"]').checked = true;
    dialog.querySelector('[data-ask="hidden"]').checked = false;
    this.opened(onYes);
  }

  preview(part, changes) {
    const tick = part.querySelector("input");
    part.hidden = !changes.length;
    [tick.required, tick.checked] = [changes.length > 0, false];
    part.querySelector("[data-preview]").replaceChildren(...changes.map(pairRow));
    part.querySelector(".table-scroll").classList.toggle("is-long", changes.length > SHOWN);
  }

  opened(onYes) {
    const { dialog } = this;
    const back = document.activeElement;
    dialog.onclose = () => {
      back?.focus();
      const asked = Object.fromEntries([...dialog.querySelectorAll("[data-ask]")].map((tick) => [tick.dataset.ask, tick.checked]));
      if (dialog.returnValue === "yes") onYes(asked);
    };
    dialog.returnValue = "";
    dialog.showModal();
  }

  /* ---- Filling ---- */

  plan(block, answers) { return placesOf(block, this.sheet, this.at, answers); }

  apply(block, answers) {
    const plan = this.plan(block, answers);
    const style = decimalsOf(numbersIn(plan));
    this.last = { block, answers, at: this.at, before: new Map() };
    this.fill(style === "dot" ? this.plan(block, { ...answers, decimals: "dot" }) : plan, style);
  }

  /* The other decimal sign, for the whole block. */
  again(decimals) {
    if (!this.last) return;
    this.putBack(false);
    const { block, answers, at } = this.last;
    this.fill(placesOf(block, this.sheet, at, { ...answers, decimals }), decimals);
  }

  fill(plan, style) {
    const { before } = this.last;
    this.last.isBehind = false;
    this.clearTint();
    for (const { row } of plan.puts) if (!before.has(row)) before.set(row, { cells: row.typed, isStored: row.isStored });
    for (const { row, name, text } of plan.puts) this.put(row, name, text);
    for (const row of before.keys()) {
      row.wantsNone = false;
      row.look();
      this.saver.touch(row, 0);
    }
    this.saver.count();
    this.tellPasted(plan, style);
  }

  put(row, name, text) {
    const was = row.typed[name];
    row.put(name, text);
    row.boxes[name].classList.toggle("is-pasted", row.typed[name] !== was);
  }

  tellPasted(plan, style) {
    const bad = plan.puts.filter(({ row, name }) => name === "value" && row.unreadable).length;
    const facts = { rows: plan.rows, columns: plan.columns, ok: plan.puts.length + plan.blanks - bad, bad };
    this.report([filled(this.words.pasted, facts), ...this.lost(plan)].join(" "), style);
  }

  lost(plan) {
    const { words, last } = this;
    const told = [[words.no_rows, plan.lostRows], [words.no_columns, plan.lostColumns], [words.no_names, plan.lostNames]];
    const hidden = last?.block.hidden.length ? [[words.hidden, last.block.hidden.length]] : [];
    return [...told, ...hidden].filter(([, n]) => n > 0).map(([sentence, n]) => filled(sentence, { n }));
  }

  report(sentence, style = null) {
    const decimals = this.panel.querySelector("[data-decimals]");
    this.panel.hidden = false;
    this.panel.querySelector("[data-pasted-said]").textContent = sentence;
    this.panel.querySelector("[data-undo-paste]").hidden = !this.last;
    decimals.hidden = !style;
    decimals.querySelectorAll("input").forEach((choice) => { choice.checked = choice.value === style; });
  }

  /* ---- Taking back ---- */

  undo() {
    if (!this.last) return;
    const first = this.last.before.keys().next().value;
    this.putBack(true);
    this.last = null;
    this.report(this.words.undone);
    this.saver.count();
    const row = first ?? this.rows[0];
    (row.fields?.[0] ?? row.boxes.value).focus();
  }

  /* `isFinal`: a row that had no figure before shall have none again, also where it has been saved meanwhile. */
  putBack(isFinal) {
    this.clearTint();
    for (const [row, { cells, isStored }] of this.last.before) {
      row.fill(cells);
      row.wantsNone = isFinal && !isStored && row.isBlank;
      row.look();
      if (isFinal) this.saver.touch(row, 0);
    }
  }

  clearTint() { this.form.querySelectorAll(".is-pasted").forEach((box) => box.classList.remove("is-pasted")); }
}

const read = (data) => ({ html: data.getData("text/html"), text: data.getData("text/plain") });
const plain = (text) => text.replace(/\r\n?/g, "\n").trim();
const textOf = (cells) => cells.map((cell) => cell.text).filter(Boolean).join(" | ");
const cellsOf = (block) => [...block.rows, ...block.hidden.map((row) => row.cells)].flat();

function oddRuns(block) {
  const runs = cellsOf(block).flatMap((cell) => cell.runs);
  return runs.filter(({ text, font }) => ODD.test(text) || (OLD_FONT.test(font) && /[^\x20-\x7e\s]/.test(text)));
}

/* A name that stands twice names no row. */
function onlyOnce(rows, key) {
  const all = rows.map((row) => alike(row[key] ?? ""));
  return new Map(all.flatMap((name, at) => (name && all.indexOf(name) === all.lastIndexOf(name) ? [[name, at]] : [])));
}

/* A bare 1, 2, 3 is as well a mark; only a number such as 1.3 names a row. */
function dotted(numbers) {
  return new Map([...numbers].filter(([number]) => number.includes(".")));
}

function titlesOf(form) {
  return new Set([...form.querySelectorAll("thead th")].map((head) => alike(head.textContent)));
}

function pairRow(pair) {
  const row = document.createElement("tr");
  for (const text of pair) row.append(Object.assign(document.createElement("td"), { textContent: text }));
  return row;
}

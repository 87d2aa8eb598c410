/* One row of the result grid: its cells, what is wrong with them, and what the server said of it last. */

import { READERS } from "./numbers.js";

export const COLUMNS = ["value", "statement", "source", "note"];

export const filled = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
export const alike = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
const NOTHING = new Set(["", "-", "–", "—", "−", "x", "k"]);

function made(tag, text, facts = {}) {
  const part = Object.assign(document.createElement(tag), facts);
  part.textContent = text;
  return part;
}

function button(text, press) {
  const one = made("button", text, { type: "button", className: "btn btn-sm" });
  one.addEventListener("click", press);
  return one;
}

export class Row {
  constructor(tr, words) {
    this.tr = tr;
    this.words = words;
    this.pk = Number(tr.dataset.row);
    this.name = tr.querySelector("[data-name]").textContent.trim();
    const boxes = [...tr.querySelectorAll("[data-cell]")].filter((box) => box.dataset.cell !== "remove");
    this.boxes = Object.fromEntries(boxes.map((box) => [box.dataset.cell, box]));
    this.keeper = tr.querySelector('input[type="hidden"]');
    this.place = tr.querySelector("[data-errors]");
    this.isStored = "stored" in tr.dataset;
    this.raw = ""; // a pasted text its list does not have
    this.errors = [...tr.querySelectorAll(".field-error")].map((one) => ({ field: "value", text: one.textContent }));
    this.clash = null;
    this.wantsNone = false; // its figure is to be taken out
    this.saved = this.typed;
    tr.querySelector("[data-remove-tick]")?.remove();
  }

  get revision() { return Number(this.keeper.value) || null; }

  set revision(number) { this.keeper.value = number ?? ""; }

  get typed() {
    const cells = Object.entries(this.boxes).map(([name, box]) => [name, box.type === "checkbox" ? box.checked : box.value]);
    return { ...Object.fromEntries(cells), ...(this.raw ? { value: this.raw } : {}) };
  }

  get isBlank() { return Object.values(this.typed).every((value) => !value); }

  get isWrong() { return this.errors.length > 0 || this.clash !== null; }

  /* As it is sent. The boxes of a figure that is to go say nothing any more. */
  get posted() {
    return { pledge: this.pk, revision: this.revision, cells: this.typed, remove: this.wantsNone && this.isStored };
  }

  /* ---- Filling ---- */

  fill(cells) {
    this.raw = "";
    for (const [name, value] of Object.entries(cells)) if (this.boxes[name]) this.put(name, value);
  }

  put(name, value) {
    const box = this.boxes[name];
    if (box.type === "checkbox") box.checked = value;
    else if (box.tagName === "SELECT") this.choose(box, value);
    else box.value = value.replace(/\s*\n\s*/g, " ");
  }

  choose(list, text) {
    const found = [...list.options].find((one) => one.value === text || alike(one.text) === alike(text));
    list.value = found?.value ?? "";
    this.raw = found || NOTHING.has(alike(text)) ? "" : text;
  }

  /* ---- What this page sees at once; the server looks again ---- */

  get unreadable() {
    const { value } = this.boxes;
    if (this.raw) return { field: "value", text: filled(this.words["err.verdict"], { raw: this.raw }) };
    const found = READERS[value.dataset.read]?.(value.value, { over100: value.dataset.over === "yes" });
    if (found?.error) return { field: "value", text: this.words[found.error] };
    if (!found?.choices) return null;
    const [a, b] = found.choices;
    return { field: "value", text: filled(this.words["err.ambiguous"], { raw: value.value, a, b }), choices: [a, b] };
  }

  look() {
    const found = this.unreadable;
    const others = this.errors.filter((one) => one.field !== "value" && one.field !== "remove");
    this.complain(found ? [found, ...others] : others);
  }

  /* ---- What the server said ---- */

  settle(told, sent, isTyping) {
    this.revision = told.revision;
    this.isStored = told.is_stored;
    if (told.is_removed) return this.emptied(told);
    this.clash = told.clash;
    if (this.clash) return this.ask();
    if (!told.errors.length) this.saved = sent;
    if (told.state) this.tr.querySelector("[data-state]").innerHTML = told.state;
    if (!isTyping) this.complain(told.errors);
    return undefined;
  }

  emptied(told) {
    const before = this.saved;
    this.wantsNone = false;
    this.fill(Object.fromEntries(Object.entries(this.typed).map(([name, value]) => [name, value === true || value === false ? false : ""])));
    this.saved = this.typed;
    if (told.state) this.tr.querySelector("[data-state]").innerHTML = told.state;
    this.complain([]);
    if (Object.values(before).some(Boolean)) this.offer(this.words.removed, [[this.words.undo, () => this.fill(before)]]);
  }

  /* ---- Saying it in the row ---- */

  complain(errors) {
    this.errors = errors;
    this.tr.querySelectorAll(".field-error").forEach((one) => one.remove());
    this.place.replaceChildren(...errors.flatMap((error) => this.said(error)));
    const wrong = new Set(errors.map((error) => this.boxAt(error.field)));
    for (const box of Object.values(this.boxes)) this.mark(box, wrong.has(box));
  }

  boxAt(field) { return this.boxes[field] ?? this.boxes.value; }

  mark(box, isWrong) {
    box.classList.toggle("is-invalid", isWrong);
    if (isWrong) {
      box.setAttribute("aria-invalid", "true");
      box.setAttribute("aria-describedby", this.place.id);
    } else {
      box.removeAttribute("aria-invalid");
      box.removeAttribute("aria-describedby");
    }
  }

  said(error) {
    const sentence = made("span", error.text, { className: "field-error" });
    const choices = error.choices ?? [];
    if (error.field === "remove") return [sentence, ...this.waysOut()];
    return [sentence, ...choices.map((text) => button(filled(this.words.take, { value: text }), () => this.take({ [error.field]: text })))];
  }

  /* A figure that was saved and stands empty now: it goes only by this button. */
  waysOut() {
    const shown = this.shown(this.saved);
    return [
      button(this.words.remove, () => { this.wantsNone = true; this.changed(); }),
      button(filled(this.words.back, { value: shown }), () => this.take(this.saved)),
    ];
  }

  ask() {
    this.errors = [];
    const { cells, revision } = this.clash;
    const choose = (values) => { this.clash = null; this.revision = revision; this.isStored = revision !== null; this.take(values); };
    const mine = this.typed;
    const ways = [
      [filled(this.words.mine, { value: this.shown(mine) }), () => choose(mine)],
      [filled(this.words.theirs, { value: this.shown(cells) }), () => choose(cells)],
    ];
    this.mark(this.boxes.value, true);
    this.offer(this.clash.asked, ways, "field-error");
  }

  offer(sentence, ways, className = "grid-told") {
    const press = (act) => () => { act(); this.changed(); };
    this.place.replaceChildren(made("span", sentence, { className }), ...ways.map(([text, act]) => button(text, press(act))));
  }

  take(cells) {
    this.fill(cells);
    this.wantsNone = this.isBlank;
    this.look();
    this.boxes.value.focus();
    this.changed();
  }

  /* Told to who saves; set by the grid. */
  changed() {}

  shown(cells) {
    const list = this.boxes.value.tagName === "SELECT" ? this.boxes.value : null;
    const value = list ? [...list.options].find((one) => one.value === cells.value && one.value)?.text ?? "" : cells.value;
    const parts = cells.numerator || cells.denominator ? `${cells.numerator}/${cells.denominator}` : "";
    const ticked = cells.is_not_applicable ? this.boxes.is_not_applicable.closest("div").textContent.trim() : "";
    return [value, parts, ticked, cells.statement, cells.source, cells.note].filter(Boolean).join(" · ") || this.words.blank;
  }
}

/* One row of a pact's list: what stands in it, what the server calls it, what is wrong with it. */

let begun = 0; // how many rows were begun on this page, to give each a name of its own

const NAMES = ["name", "kind", "target", "target_max", "measure", "baseline_label", "note"];
const ASKED = {
  target: (kind) => !["zero", "qualitative"].includes(kind),
  target_max: (kind) => kind === "reduce_range",
  measure: (kind) => !["qualitative", "reduce_at_least", "reduce_range"].includes(kind),
  baseline_label: (kind) => ["reduce_at_least", "reduce_range"].includes(kind),
};

export const rowOf = (field) => field?.closest?.("[data-row]");
export const fieldOf = (row, name) => row.querySelector(`[name="${name}"]`);
export const rowsOf = (part) => [...part.querySelectorAll(":scope > [data-row]")];
export const keyOf = (row) => row.dataset.key || row.dataset.row;
export const isBlank = (row) => !row.dataset.row && NAMES.every((name) => name === "kind" || !fieldOf(row, name).value.trim());

function typedIn(row) {
  const kind = fieldOf(row, "kind").value;
  return Object.fromEntries(NAMES.map((name) => [name, ASKED[name]?.(kind) ?? true ? fieldOf(row, name).value : ""]));
}

export function sent(row) {
  const part = row.parentElement;
  const before = row.previousElementSibling;
  return {
    key: keyOf(row),
    row: Number(row.dataset.row) || null,
    section: Number(part.dataset.part) || null,
    after: Number(before?.dataset.row) || null,
    revision: Number(fieldOf(row, "revision").value) || null,
    fields: typedIn(row),
  };
}

/* Deleted by somebody else: what was typed becomes a new row, saved with the next key. */
export function begin(row, sentence) {
  row.dataset.row = "";
  row.dataset.key = `n${++begun}-${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
  complain(row, sentence ? { name: [sentence] } : {}, []);
}

/* The server's name for a new row goes into its addresses; its ids stay, so that no focus is lost. */
export function know(row, told) {
  fieldOf(row, "revision").value = told.revision;
  if (!told.copy) row.querySelector("[data-copy]")?.remove();
  if (row.dataset.row === String(told.row)) return;
  row.dataset.row = told.row;
  row.id = `noi-dung-${told.row}`;
  for (const one of row.querySelectorAll("[action], [href], [formaction]")) {
    for (const name of ["action", "href", "formaction"]) {
      const address = one.getAttribute(name);
      if (address) one.setAttribute(name, address.replace(/\/\d+\//, `/${told.row}/`));
    }
  }
}

/* ---- What the server says of a row; nobody's words are touched ---- */

export function complain(row, errors, problems) {
  const place = row.querySelector("[data-problems]");
  place.replaceChildren(...Object.values(errors).flat().map((words) => line(words, "field-error")), ...problems.map((words) => line(words, "row-problem")));
  for (const name of NAMES) {
    const field = fieldOf(row, name);
    field.toggleAttribute("aria-invalid", false);
    if (!errors[name]) continue;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", place.id);
  }
}

function line(words, kind) {
  const one = document.createElement("span");
  one.className = kind;
  one.textContent = words;
  return one;
}

export function show(row) {
  row.dataset.kind = fieldOf(row, "kind").value;
}

export function number(list, part) {
  rowsOf(part).forEach((row, place) => {
    const words = `${part.dataset.prefix}${place + 1}`;
    row.querySelector("[data-number]").textContent = words;
    row.querySelector("form").setAttribute("aria-label", list.dataset.rowLabel.replace("{number}", words));
    row.querySelector('[data-move="-1"]').setAttribute("aria-label", list.dataset.up.replace("{number}", words));
    row.querySelector('[data-move="1"]').setAttribute("aria-label", list.dataset.down.replace("{number}", words));
  });
}

/* A row not stored yet, copied from the page's blank one; its ids bear its own key. */
export function fresh(list) {
  const row = list.querySelector("[data-blank]").content.firstElementChild.cloneNode(true);
  begin(row, "");
  for (const one of row.querySelectorAll("[id], [for]")) {
    if (one.id) one.id = one.id.replace(/^r0-/, `${row.dataset.key}-`);
    if (one.htmlFor) one.htmlFor = one.htmlFor.replace(/^r0-/, `${row.dataset.key}-`);
  }
  row.id = `moi-${row.dataset.key}`;
  return row;
}

/* Names for what Django's admin leaves without one: pickers, boxes in the tables of parts, empty heads of columns. */

const words = document.getElementById("admin-comforts")?.dataset ?? {};

function columnOf(field) {
  const cell = field.closest("td");
  const head = cell?.closest("table")?.querySelectorAll("thead th")[headIndex(cell)];
  return head?.textContent.trim() ?? "";
}

/* The first head spans the hidden cell of the row's own name. */
function headIndex(cell) {
  const cells = [...cell.parentElement.children];
  return cells.indexOf(cell);
}

function nameOf(field) {
  const label = field.id && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  return label?.textContent.replace(/:\s*$/, "").trim() || columnOf(field);
}

function nameFields() {
  for (const field of document.querySelectorAll(".tabular td :is(input:not([type=hidden]), select, textarea)")) {
    if (field.hasAttribute("aria-label") || document.querySelector(`label[for="${CSS.escape(field.id)}"]`)) continue;
    const name = columnOf(field);
    if (name) field.setAttribute("aria-label", name);
  }
}

function namePickers() {
  for (const box of document.querySelectorAll(".select2-selection[role=combobox]:not([data-named])")) {
    const field = box.closest(".select2-container").previousElementSibling;
    const name = field && nameOf(field);
    if (!name) continue;
    const shown = box.querySelector(".select2-selection__rendered");
    const own = Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: name });
    own.id = `name-of-${field.id}`;
    box.closest(".select2-container").append(own);
    box.setAttribute("aria-labelledby", [own.id, shown?.id].filter(Boolean).join(" "));
    box.dataset.named = "yes";
    for (const attribute of ["role", "aria-readonly"]) shown?.removeAttribute(attribute); // a text, no second box
  }
}

function nameHeads() {
  for (const head of document.querySelectorAll("thead th:empty:not(.original)")) head.replaceWith(document.createElement("td"));
  for (const head of document.querySelectorAll("thead th.original:empty")) {
    head.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: words.wordsRow }));
  }
}

let waiting = 0;
function nameAll() {
  waiting = 0;
  nameHeads();
  nameFields();
  namePickers();
}

addEventListener("load", () => {
  nameAll();
  const content = document.getElementById("content");
  if (!content) return;
  new MutationObserver(() => { waiting ||= requestAnimationFrame(nameAll); }).observe(content, { childList: true, subtree: true });
});

/* Two people changed one row: both values side by side, and a choice. Answers "mine" or "theirs". */

function cell(kind, words) {
  const one = document.createElement(kind);
  one.textContent = words;
  if (kind === "th") one.scope = "row";
  return one;
}

function lines(fields) {
  return fields.map(({ label, mine, theirs }) => {
    const line = document.createElement("tr");
    line.append(cell("th", label), cell("td", mine), cell("td", theirs));
    return line;
  });
}

export function askWhichToKeep(list, conflict) {
  const dialog = list.querySelector("[data-conflict]");
  dialog.querySelector("[data-conflict-said]").textContent = conflict.said;
  dialog.querySelector("[data-conflict-fields]").replaceChildren(...lines(conflict.fields));
  dialog.returnValue = "";
  dialog.showModal();
  // Closed by Escape nothing is chosen: what was typed stays, and the next saving asks again.
  return new Promise((done) => { dialog.onclose = () => done(dialog.returnValue || "later"); });
}

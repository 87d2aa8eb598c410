/* Moves through the grid as through a spreadsheet. Places are looked up, never searched: a key costs the same in any sheet. */

export function moveByKeys(form, rows) {
  const places = new Map(); // box → the boxes of its column, and where among them
  const before = new WeakMap();
  for (const name of new Set(rows.flatMap((row) => Object.keys(row.boxes)))) {
    const column = rows.map((row) => row.boxes[name]).filter((box) => box && box.type !== "checkbox");
    column.forEach((box, at) => places.set(box, { column, at }));
  }

  form.addEventListener("focusin", ({ target }) => { if (places.has(target)) before.set(target, target.value); });

  form.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.isComposing || event.keyCode === 229 || !places.has(target)) return;
    if (event.key === "Escape") return putBack(event, before.get(target));
    const by = stepOf(event);
    if (by) move(event, places.get(target), by);
  });
}

function stepOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return 0; // Alt+↓ opens a list
  if (event.key === "Enter") return event.shiftKey ? -1 : 1;
  return { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
}

function move(event, { column, at }, by) {
  event.preventDefault();
  let to = at + by;
  while (column[to] && !column[to].offsetParent) to += by; // in a part that is folded away
  column[to]?.focus();
  column[to]?.select?.();
}

function putBack(event, value) {
  const { target } = event;
  if (value === undefined || target.value === value) return;
  event.preventDefault();
  target.value = value;
  target.select?.();
  target.dispatchEvent(new Event("input", { bubbles: true }));
}

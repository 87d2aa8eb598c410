/* Sorting a ranking by its numbers. Without script the table stands in the order of rank, and so it does again on request. */

for (const table of document.querySelectorAll("table[data-sorts]")) {
  const body = table.tBodies[0];
  const original = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];

  /* The number of a cell; what has none stands last whichever way the rows run. */
  const number = (row, place) => parseFloat(row.cells[place].dataset.value);

  const show = (rows, sorted, way) => {
    for (const head of heads) head.removeAttribute("aria-sort");
    if (sorted) sorted.setAttribute("aria-sort", way);
    body.append(...rows);
    restore.hidden = !sorted;
  };

  const sort = (head, place) => {
    const way = head.getAttribute("aria-sort") === "descending" ? "ascending" : "descending";
    const sign = way === "ascending" ? 1 : -1;
    show([...original].sort((a, b) => compare(number(a, place), number(b, place), sign)), head, way);
  };

  const compare = (a, b, sign) => (isNaN(a) || isNaN(b) ? isNaN(a) - isNaN(b) : sign * (a - b));

  const restore = document.createElement("button");
  restore.type = "button";
  restore.className = "btn";
  restore.hidden = true;
  restore.textContent = table.dataset.sorts;
  restore.addEventListener("click", () => show(original, null));
  table.parentElement.before(restore);

  heads.forEach((head, place) => {
    if (!head.hasAttribute("data-sortable")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-link";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(head, place));
    head.replaceChildren(button);
  });
}

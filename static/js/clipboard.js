/* Reads what Excel, LibreOffice and Google Sheets put on the clipboard: a block of rows of cells.

   A cell is { text, runs }, a run { text, font } with the font its table names ("" where it names none). Of a merged
   cell the first place has the text, the others are empty. Rows a table hides stand apart, with their place. */

export function readBlock({ html = "", text = "" }) {
  const table = html && new DOMParser().parseFromString(unstyled(html), "text/html").querySelector("table");
  return table ? fromTable(table, classFonts(html)) : { rows: fromText(text), hidden: [] };
}

/* Our policy lets no style in from elsewhere, not even into a page that is never shown: the styles are only read. */
function unstyled(html) {
  return html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)style\s*=/gi, "$1data-style="));
}

const styleOf = (part) => part.getAttribute("data-style") ?? "";

/* ---- text/plain: cells parted by tabs, quoted where they hold a tab, a quote or a line's end ---- */

const QUOTED = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)/y;
const BARE = /[^\t\r\n]*/y;

export function fromText(text) {
  const rows = [[]];
  let at = 0;
  while (at < text.length) {
    const found = matchAt(QUOTED, text, at) ?? matchAt(BARE, text, at);
    rows.at(-1).push(cell(found[1] === undefined ? found[0] : found[1].replaceAll('""', '"')));
    at += found[0].length;
    if (text[at] === "\t") {
      at += 1;
      if (at === text.length) rows.at(-1).push(cell(""));
    } else if (at < text.length) {
      at += text.startsWith("\r\n", at) ? 2 : 1;
      if (at < text.length) rows.push([]);
    }
  }
  return squared(rows.map((row) => (row.length ? row : [cell("")])));
}

function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/* ---- text/html ---- */

const GONE = /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|(?:^|[;\s])height\s*:\s*0(?:pt|px|\.0pt)?\s*(?:;|$)/i;

function fromTable(table, fonts) {
  const taken = new Map(); // "row,column" of places a merged cell above or beside covers
  const all = [...table.rows].map((tr, at) => ({ cells: rowOf(tr, at, taken, fonts), isHidden: isGone(tr) }));
  const width = Math.max(0, ...all.map((row) => row.cells.length));
  all.forEach((row) => { while (row.cells.length < width) row.cells.push(cell("")); });
  const seen = all.filter((row) => !row.isHidden);
  const hidden = all.flatMap((row, at) => (row.isHidden ? [{ at, cells: row.cells }] : []));
  return { rows: seen.map((row) => row.cells), hidden };
}

function isGone(part) {
  return GONE.test(styleOf(part)) || part.getAttribute("height") === "0" || part.hidden;
}

function rowOf(tr, at, taken, fonts) {
  const found = [];
  const skip = () => { while (taken.has(`${at},${found.length}`)) found.push(cell("")); };
  for (const td of [...tr.cells].filter((one) => !isGone(one))) {
    skip();
    const column = found.length;
    const [down, across] = [span(td.rowSpan), span(td.colSpan)];
    for (let row = at + 1; row < at + down; row += 1) {
      for (let one = column; one < column + across; one += 1) taken.set(`${row},${one}`, true);
    }
    found.push(cellOf(td, fonts), ...Array.from({ length: across - 1 }, () => cell("")));
  }
  skip();
  return found;
}

/* A sheet's own limits; more is a table made up to fill the memory. */
const span = (count) => Math.min(Math.max(count || 1, 1), 2000);

function cellOf(td, fonts) {
  const runs = [];
  const walk = (node) => {
    if (node.nodeType === 3) add(runs, node.data.replace(/[ \t\r\n]+/g, " "), fontAt(node.parentElement, td, fonts));
    else if (node.nodeName === "BR") add(runs, "\n", runs.at(-1)?.font ?? "");
    else if (!(node.nodeType === 1 && isGone(node))) node.childNodes.forEach(walk);
  };
  td.childNodes.forEach(walk);
  return { text: trimmed(runs.map((run) => run.text).join("")), runs: runs.filter((run) => run.text.trim()) };
}

function add(runs, text, font) {
  const last = runs.at(-1);
  if (last && last.font === font) last.text += text;
  else runs.push({ text, font });
}

/* Ordinary spaces only: what an old font keeps on an odd place must stay for its conversion. */
const trimmed = (text) => text.replace(/ ?\n ?/g, "\n").replace(/^[ \n\u00a0]+|[ \n\u00a0]+$/g, "");

function cell(text) {
  return { text: trimmed(text), runs: text.trim() ? [{ text, font: "" }] : [] };
}

function squared(rows) {
  const width = Math.max(0, ...rows.map((row) => row.length));
  rows.forEach((row) => { while (row.length < width) row.push(cell("")); });
  return rows;
}

/* ---- Fonts: of a <font>, of a style beside the cell, or of a class in the sheet Excel sends along ---- */

const FAMILY = /font-family\s*:\s*([^;"}]+|"[^"]+")/i;
const first = (family) => family.split(",")[0].trim().replace(/^['"]|['"]$/g, "");

function classFonts(html) {
  const fonts = new Map();
  const rules = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/gi)].map(([, sheet]) => sheet).join("\n");
  for (const [, names, body] of rules.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const family = FAMILY.exec(body);
    for (const [, name] of names.matchAll(/\.([\w-]+)/g)) if (family) fonts.set(name, first(family[1]));
  }
  return fonts;
}

function fontAt(node, td, fonts) {
  for (let one = node; one; one = one.parentElement) {
    const family = FAMILY.exec(styleOf(one));
    const named = one.getAttribute("face") ?? (family ? family[1] : [...one.classList].map((name) => fonts.get(name)).find(Boolean));
    if (named) return first(named);
    if (one === td) break;
  }
  return "";
}

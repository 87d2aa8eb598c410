/* Where a pasted block goes, and what has to be asked before. Nothing here touches the page. */

import { alike } from "./grid_rows.js";

/* ---- What is asked ---- */

export function questionsOf(block, sheet) {
  const [head, ...rest] = block.rows;
  const names = (rows) => nameColumns(rows, sheet);
  const header = block.rows.length > 1 && head.some((cell) => cell.text && sheet.titles.has(alike(cell.text)));
  return { header, names: names(header ? rest : block.rows), hidden: block.hidden.length };
}

/* How many of the first columns name rows: none, one, or two where a number of any kind stands before the name. */
function nameColumns(rows, { names, numbers = new Map() }) {
  const knows = (at, known) => {
    const said = rows.map((row) => alike(row[at]?.text ?? "")).filter(Boolean);
    return rows[0]?.length > at + 1 && said.length > 0 && said.filter((name) => known.has(name)).length * 2 >= said.length;
  };
  if (knows(1, names)) return 2;
  return knows(0, names) || knows(0, numbers) ? 1 : 0;
}

/* The name decides; a number that says another row makes the line one without a place. */
function rowNamed(said, { names, numbers = new Map() }) {
  const byName = names.get(said.at(-1));
  const byNumber = numbers.get(said[0]);
  if (said.length === 1) return byName ?? byNumber;
  return byNumber !== undefined && byNumber !== byName ? undefined : byName;
}

export function withHidden(block) {
  const rows = [...block.rows];
  for (const { at, cells } of block.hidden) rows.splice(at, 0, cells);
  return { rows, hidden: [] };
}

/* ---- The decimal sign: told by the majority, where three cells or more could show it ---- */

const SEPARATED = /^[+-]?\d[\d.,\u00a0\u202f ]*[.,]\d+ ?%?$/;
const COMMA = /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),(?:\d{1,2}|\d{4,}) ?%?$/;
const DOT = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)\.(?:\d{1,2}|\d{4,}) ?%?$/;

/* null: there is nothing to choose. Otherwise “comma” or “dot”. */
export function decimalsOf(texts) {
  const separated = texts.map((text) => text.trim()).filter((text) => SEPARATED.test(text));
  if (separated.length < 3 || !separated.some((text) => text.includes("."))) return null;
  const votes = (form) => separated.filter((text) => form.test(text)).length;
  return votes(DOT) > votes(COMMA) ? "dot" : "comma";
}

/* “1,234.50” → “1234,5”: from there on it is read as everything typed. */
export function fromDots(text) {
  const plain = text.trim();
  if (!SEPARATED.test(plain)) return text;
  const [number, sign] = plain.endsWith("%") ? [plain.slice(0, -1).trim(), "%"] : [plain, ""];
  const commas = number.replace(/[,\u00a0\u202f ]/g, "").replace(".", ",");
  return commas.replace(/(,\d*?)0+$/, "$1").replace(/,$/, "") + sign;
}

/* ---- Where each cell goes ---- */

/* at: { row, column } of the chosen cell; answers: { header, names, decimals }. An empty cell of the block changes nothing. */
export function placesOf(block, sheet, at, answers) {
  const body = answers.header ? block.rows.slice(1) : block.rows;
  const from = Number(answers.names ?? 0);
  const plan = { puts: [], rows: 0, columns: 0, lostRows: 0, lostNames: 0, lostColumns: 0, blanks: 0 };
  plan.columns = Math.min(width(body) - from, sheet.columns.length - at.column);
  plan.lostColumns = Math.max(0, width(body) - from - plan.columns);
  body.forEach((cells, number) => {
    const said = cells.slice(0, from).map((cell) => alike(cell.text));
    const to = from ? rowNamed(said, sheet) : at.row + number;
    if (to === undefined) plan.lostNames += said.some(Boolean) ? 1 : 0;
    else if (to >= sheet.rows.length) plan.lostRows += 1;
    else placeRow(plan, sheet.rows[to], cells.slice(from, from + plan.columns), sheet.columns.slice(at.column), answers);
  });
  return plan;
}

const width = (rows) => Math.max(0, ...rows.map((row) => row.length));

function placeRow(plan, row, cells, columns, { decimals }) {
  plan.rows += 1;
  cells.forEach(({ text }, number) => {
    const name = columns[number];
    if (!text) plan.blanks += 1;
    else plan.puts.push({ row, name, text: decimals === "dot" && isNumber(row, name) ? fromDots(text) : text });
  });
}

const isNumber = (row, name) => name === "value" && row.boxes.value.dataset.read !== "verdict";

/* The texts that stand where numbers are typed: they decide the decimal sign. */
export const numbersIn = (plan) => plan.puts.filter(({ row, name }) => isNumber(row, name)).map(({ text }) => text);

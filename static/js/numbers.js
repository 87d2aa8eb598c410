/* Reads numbers as Vietnamese officers type them; the rules, and the vectors both are tested by, are those of
   blocs/logic/numbers.py. Exact: a value is a string ("92.02"), never a float. Nothing is ever guessed.

   Each reader answers one of: { value } (null: empty), { error } (a key), { choices } (two readings, as one types them). */

const EMPTY = new Set(["", "-", "–", "—", "x", "k"]);
const MOST_DIGITS = 15;
const WIDE = "０１２３４５６７８９，．％－＋−";
const PLAIN = "0123456789,.%-+-";
const SPACE = "[ \\u00a0\\u202f\\u2009]";
const OUTER = /^[ \t\r\n\u00a0\u202f\u2009\u3000\u200b\ufeff]+|[ \t\r\n\u00a0\u202f\u2009\u3000\u200b\ufeff]+$/g;
const VIETNAMESE = new RegExp(
  `^(?<sign>[+-]?)(?<whole>[0-9]+|[1-9][0-9]{0,2}(?:\\.[0-9]{3})+|[1-9][0-9]{0,2}(?:${SPACE}[0-9]{3})+)(?:,(?<part>[0-9]+))?$`,
);
const DOT_DECIMAL = /^(?<sign>[+-]?)(?<whole>[0-9]+)\.(?<part>[0-9]+)$/;
const ENGLISH = /^[+-]?[0-9]{1,3}(?:,[0-9]{3})*(?:,[0-9]{3}|\.[0-9]+)$/;

export function readNumber(raw, { places = 2 } = {}) {
  const text = plain(raw);
  if (EMPTY.has(text.toLowerCase())) return { value: null };
  const fitting = readings(text).filter((value) => value.part.length <= places);
  if (fitting.length === 2) return { choices: fitting.map(typed) };
  return fitting.length ? withinDigits(fitting[0]) : refuse(text);
}

export function readPercent(raw, { over100 = false } = {}) {
  let text = plain(raw);
  if (EMPTY.has(text.toLowerCase())) return { value: null };
  text = text.replace(new RegExp(`${SPACE}*%$`), "");
  const found = readings(text);
  const fits = found.length && found[0].part.length <= 2;
  if (found.length === 2 && fits) return { choices: found.map(typed) };
  if (!fits) return refuse(text);
  return outsidePercent(found[0], over100) ?? withinDigits(found[0]);
}

export function readCount(raw) {
  const text = plain(raw);
  if (EMPTY.has(text.toLowerCase())) return { value: null };
  const found = VIETNAMESE.exec(text)?.groups;
  if (!found || found.part || found.sign === "-") return { error: "err.count" };
  return withinDigits(valueOf(found));
}

export const READERS = { number: readNumber, percent: readPercent, count: readCount };

/* ---- One reading: sign, whole without leading zeros, decimals as typed ---- */

function plain(raw) {
  const text = raw == null ? "" : String(raw);
  return [...text].map((char) => (WIDE.includes(char) ? PLAIN[WIDE.indexOf(char)] : char)).join("").replace(OUTER, "");
}

function readings(text) {
  const values = [DOT_DECIMAL, VIETNAMESE].map((form) => form.exec(text)?.groups).filter(Boolean).map(valueOf);
  if (values.length === 2) values[0].part = values[0].part.replace(/0+$/, "");
  return values;
}

function valueOf({ sign, whole, part = "" }) {
  const digits = whole.replace(/[^0-9]/g, "").replace(/^0+(?=[0-9])/, "");
  const isZero = /^0*$/.test(digits + part);
  return { sign: sign === "-" && !isZero ? "-" : "", whole: digits, part };
}

function written({ sign, whole, part }) {
  return `${sign}${whole}${part ? `.${part}` : ""}`;
}

function typed({ sign, whole, part }) {
  const short = part.replace(/0+$/, "");
  return `${sign}${whole}${short ? `,${short}` : ""}`;
}

function outsidePercent(value, over100) {
  const isAbove = BigInt(value.whole + value.part) > 100n * 10n ** BigInt(value.part.length);
  if (value.sign && over100) return { error: "err.below" };
  return value.sign || (isAbove && !over100) ? { error: "err.percent" } : null;
}

function withinDigits(value) {
  const digits = (value.whole + value.part).replace(/^0+/, "");
  return digits.length > MOST_DIGITS ? { error: "err.digits" } : { value: written(value) };
}

function refuse(text) {
  if (readings(text).length) return { error: "err.places" };
  return { error: ENGLISH.test(text) ? "err.decimal" : "err.number" };
}

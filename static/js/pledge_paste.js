/* A block of cells pasted into the list goes to the page that shows how it reads; a single cell is pasted as text. */

import { readBlock } from "./clipboard.js";

const quoted = (cell) => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export const asText = (block) => block.map((row) => row.map(quoted).join("\t")).join("\n");

function cellsOf(clipboard) {
  const { rows } = readBlock({ html: clipboard.getData("text/html"), text: clipboard.getData("text/plain") });
  return rows.map((row) => row.map((cell) => cell.text));
}

const isBlock = (block) => block.length > 1 || (block[0]?.length ?? 0) > 1;

function handIn(list, part, text) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = list.dataset.paste;
  const words = { csrfmiddlewaretoken: list.querySelector("[name=csrfmiddlewaretoken]").value, block: text, section: part };
  for (const [name, value] of Object.entries(words)) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  form.hidden = true;
  document.body.append(form);
  form.requestSubmit();
}

/* `settled` resolves when what was typed before is saved. */
export function watchPaste(list, settled) {
  list.addEventListener("paste", async (event) => {
    const part = event.target.closest("[data-part]");
    const block = part && event.clipboardData ? cellsOf(event.clipboardData) : [];
    if (!isBlock(block)) return;
    event.preventDefault();
    await settled();
    handIn(list, part.dataset.part === "0" ? "" : part.dataset.part, asText(block));
  });
}

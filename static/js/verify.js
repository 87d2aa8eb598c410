/* “So sánh tệp của bạn”: the reader's file is hashed here and compared with the paper's; nothing is sent. */

import { hashOf } from "./sha256.js";

const place = document.querySelector("[data-compare]");
const box = place.querySelector("input[type=file]");
const bar = place.querySelector("progress");
const result = place.querySelector("[role=status]");
const SIGNS = { same: "✔", other: "✖", failed: "…" };
const MOODS = { same: "is-ok", other: "is-error", failed: "is-warn" };
let turn = 0;

const say = (verdict, hash) => {
  result.classList.remove(...Object.values(MOODS));
  result.classList.add(MOODS[verdict]);
  result.querySelector("[data-sign]").textContent = SIGNS[verdict];
  result.querySelector("[data-word]").textContent = place.dataset[`word${verdict[0].toUpperCase()}${verdict.slice(1)}`];
  result.querySelector("[data-words]").textContent = place.dataset[verdict];
  result.querySelector("[data-hash]").textContent = hash ?? "";
  result.querySelector("[data-hash-line]").hidden = !hash;
  result.dataset.result = verdict;
  result.hidden = false;
};

/* Choosing another file drops the work on the one before. */
const compare = async (file) => {
  const mine = (turn += 1);
  result.hidden = true;
  bar.value = 0;
  bar.hidden = false;
  const told = (share) => {
    bar.value = share;
    return mine === turn;
  };
  const hash = await hashOf(file, told).catch(() => "");
  if (mine !== turn) return;
  bar.hidden = true;
  if (!hash) say("failed");
  else say(hash === place.dataset.compare ? "same" : "other", hash);
};

box.addEventListener("change", () => {
  if (box.files.length) compare(box.files[0]);
});
if (box.files.length) compare(box.files[0]); /* kept by the browser when the page is loaded again */

/* A ceremony that was held runs again: the moments follow each other as they did, only faster. */

import { makeHall } from "./hall_view.js";

const WIDTH = 1920;
const LONGEST = 4000; /* ms between two moments, however long the pause was in the hall */
const root = document.querySelector("[data-replay]");
const film = JSON.parse(document.querySelector("#film").textContent);
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const box = part("box");
const screen = box.querySelector("[data-hall]");
const hall = makeHall(screen);
const slide = part("slide");
const written = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh" });

let step = Number(slide.value);
let timer = 0;

const after = (told, changes) => {
  const { tiles, ...plain } = changes;
  const newer = new Map(tiles.map((tile) => [tile.key, tile]));
  const sheets = told.sheets.map((sheet) => ({ ...sheet, tiles: sheet.tiles.map((tile) => newer.get(tile.key) ?? tile) }));
  return { ...told, ...plain, sheets };
};

const pictures = [];
film.steps.reduce((told, one) => { pictures.push(after(told, one.changes)); return pictures.at(-1); }, film.first);

const mark = () => {
  for (const row of root.querySelectorAll("tr[data-step]")) {
    if (Number(row.dataset.step) === step) row.setAttribute("aria-current", "step");
    else row.removeAttribute("aria-current");
  }
  const row = root.querySelector(`tr[data-step="${step}"]`);
  const said = [...row.cells].slice(2).map((cell) => cell.textContent).filter(Boolean).join(" – ");
  const place = root.dataset.wordsStep.replace("{step}", step).replace("{steps}", pictures.length);
  part("now").textContent = `${place}: ${said}`;
};

const go = (to) => {
  step = Math.min(Math.max(to, 1), pictures.length);
  slide.value = step;
  hall.show(pictures[step - 1]);
  hall.tick(written.format(film.steps[step - 1].at * 1000));
  mark();
  const address = new URL(location.href);
  address.searchParams.set("buoc", step);
  history.replaceState(null, "", address);
};

const stop = () => {
  clearTimeout(timer);
  timer = 0;
  part("play").setAttribute("aria-pressed", "false");
  part("play").textContent = root.dataset.wordsPlay;
};

const follow = () => {
  if (step >= pictures.length) { stop(); return; }
  const apart = (film.steps[step].at - film.steps[step - 1].at) * 1000 / Number(part("speed").value);
  timer = setTimeout(() => { go(step + 1); follow(); }, Math.min(apart, LONGEST));
};

const play = () => {
  if (timer) { stop(); return; }
  part("play").setAttribute("aria-pressed", "true");
  part("play").textContent = root.dataset.wordsPause;
  if (step >= pictures.length) go(1);
  follow();
};

const fit = () => { screen.style.transform = `scale(${box.clientWidth / WIDTH})`; };

const keys = { ArrowLeft: -1, ArrowRight: 1 };
addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, select, textarea");
  if (!(event.key in keys) || isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
  stop();
  go(step + keys[event.key]);
});
part("play").addEventListener("click", play);
part("back").addEventListener("click", () => { stop(); go(step - 1); });
part("on").addEventListener("click", () => { stop(); go(step + 1); });
part("speed").addEventListener("change", () => { if (timer) { clearTimeout(timer); follow(); } });
slide.addEventListener("input", () => { stop(); go(Number(slide.value)); });
root.querySelector("[data-testid=moments]").addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='?buoc=']");
  if (!link) return;
  event.preventDefault();
  stop();
  go(Number(link.closest("tr").dataset.step));
  box.scrollIntoView({ block: "nearest" });
});

box.hidden = false;
part("bar").hidden = false;
new ResizeObserver(fit).observe(box);
fit();
go(step);

/* The projector's page asks once a second what has changed. Whatever the network does, the last picture stays. */

import { makeHall } from "./hall_view.js";

const page = document.body.dataset;
const hall = makeHall(document.querySelector("[data-hall]"));
const written = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh" });
const SECOND = 1000;
const PATIENCE = 5 * SECOND; /* for one answer */
const LONGEST = 4; /* seconds between two tries while the server is away */
const SLOWLY = 30; /* seconds, once the screen is shut */

let etag = "";
let failures = 0;
let ahead = Date.parse(page.now) - Date.now(); /* the server's time counts, not this machine's */

const setClock = (answer) => {
  const now = Date.parse(answer.headers.get("Date") ?? "");
  if (now && Math.abs(now - Date.now() - ahead) > 2 * SECOND) ahead = now - Date.now();
};

const tick = () => hall.tick(written.format(Date.now() + ahead));

const take = async (answer) => {
  if (answer.status === 404 || answer.status === 410) { hall.end(); etag = ""; return SLOWLY; }
  if (answer.status !== 304) {
    if (!answer.ok) throw new Error(answer.status);
    hall.show(await answer.json());
    etag = answer.headers.get("ETag") ?? "";
  }
  return Number(page.poll);
};

/* One at a time; given up when it takes too long. */
const fetched = async () => {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), PATIENCE);
  try {
    const headers = etag ? { "If-None-Match": etag } : {};
    return await fetch(page.url, { cache: "no-store", headers, signal: given.signal });
  } finally {
    clearTimeout(timer);
  }
};

const ask = async () => {
  let wait;
  try {
    const answer = await fetched();
    wait = await take(answer);
    setClock(answer);
    failures = 0;
  } catch {
    failures += 1;
    wait = Math.min(failures, LONGEST);
  }
  hall.lose(failures > 1); /* one answer lost is not worth a word */
  setTimeout(ask, wait * SECOND);
};

hall.show(JSON.parse(document.querySelector("#told").textContent));
if ("gone" in page) hall.end();
addEventListener("resize", hall.again);
tick();
setInterval(tick, SECOND);
ask();

/* The tablet between two signatures follows the desk: asks what changed, shows the page anew when something did. */

const EVERY = 1500; // milliseconds
const BACK_AFTER = 25000; // from the confirmation to the next unit
const PATIENCE = 8000; // for one answer
const { stateUrl, here } = document.body.dataset;
const stage = document.querySelector("[data-tablet-stage]");
const lost = document.querySelector("[data-tablet-lost]");
let etag = "";

/* Null where nothing came: refused, or a line that swallows everything. */
const ask = (address, options) =>
  fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options }).catch(() => null);

async function look() {
  const answer = await ask(stateUrl, { headers: etag ? { "If-None-Match": etag } : {} });
  if (lost) lost.hidden = Boolean(answer && (answer.ok || answer.status === 304));
  if (leaving) return;
  if (answer?.status === 410) location.replace(here);
  if (answer?.status !== 200) return;
  etag = answer.headers.get("ETag") ?? "";
  const told = await answer.json().catch(() => null);
  if (!leaving && told && String(told.pulse) !== stage.dataset.pulse) location.replace(here);
}

/* Once the unit sits down the page is on its way to the text; nothing may lead it elsewhere. */
let leaving = false;
document.addEventListener("submit", () => {
  leaving = true;
});

async function follow() {
  if (!document.hidden) await look();
  window.setTimeout(follow, EVERY);
}

/* Only while the server answers: without it the browser would show a page of its own, which follows nobody. */
async function goOn() {
  const answer = await ask(stateUrl);
  if (answer && answer.status < 500) location.replace(here);
  else window.setTimeout(goOn, EVERY);
}

if (stage) follow();
else window.setTimeout(goOn, BACK_AFTER);

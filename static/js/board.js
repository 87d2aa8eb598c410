/* The board in place: what is chosen is fetched and swapped, the scroll stays and the address follows.
   On a wall the same is done every minute. Without script the links and the form lead to whole pages. */

const body = document.body;
const PARTS = "[data-swap]";

const said = (sentence) => {
  const place = document.getElementById("said");
  if (place && sentence) place.textContent = sentence;
};

async function fetched(address) {
  const answer = await fetch(address, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/* Only what differs is touched, so nothing flashes. */
function swap(page) {
  const fresh = [...page.querySelectorAll(PARTS)];
  if (!fresh.some((part) => part.id === "board")) throw new Error("no board");
  for (const part of fresh) {
    const old = document.getElementById(part.id);
    if (old && old.innerHTML !== part.innerHTML) old.replaceChildren(...part.childNodes);
  }
  document.title = page.title;
  document.dispatchEvent(new CustomEvent("board:swapped"));
}

/* ---- Chosen by a person ---- */

let latest = 0;

async function show(address, keep) {
  const turn = ++latest;
  const region = document.getElementById("board");
  region.setAttribute("aria-busy", "true");
  try {
    const page = await fetched(address);
    if (turn !== latest) return;
    const focused = document.activeElement?.getAttribute("href");
    if (!keep) fillFrom(page);
    swap(page);
    if (keep) history.pushState({ board: true }, "", address);
    if (focused && document.activeElement === body) region.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    said(region.dataset.wordsDone);
  } catch {
    if (turn === latest) location.assign(address);
  } finally {
    region.removeAttribute("aria-busy");
  }
}

function addressOf(form) {
  const asked = new URLSearchParams(new FormData(form));
  const order = new URLSearchParams(location.search).get("sap-xep");
  if (order) asked.set("sap-xep", order);
  return `${location.pathname}?${asked}`;
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-in-place]")) return;
  event.preventDefault();
  show(addressOf(event.target), true);
});

/* Another bloc has other phases and pledges to choose from: that is a page of its own. */
document.addEventListener("change", ({ target }) => {
  if (!target.matches("form[data-in-place] select")) return;
  const form = target.form;
  if (target.name === "khoi") {
    for (const other of form.elements) if (["ky", "chi_tieu", "don_vi"].includes(other.name)) other.disabled = true;
    location.assign(addressOf(form));
  } else {
    show(addressOf(form), true);
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-in-place]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.href, true);
});

/* Going back, the boxes show again what the page they came from showed. */
function fillFrom(page) {
  for (const select of document.querySelectorAll("form[data-in-place] select")) {
    const then = page.getElementById(select.id);
    if (then) select.value = then.value;
  }
}

addEventListener("popstate", () => {
  if (!document.querySelector("form[data-in-place]")) return;
  show(location.href, false);
});

/* ---- On a wall ---- */

const seconds = Number(body.dataset.refresh || 0);

async function refresh() {
  const lost = document.getElementById("board-lost");
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.status === 404 || answer.status === 410) return location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
    lost.hidden = true;
  } catch {
    lost.hidden = false;
  }
}

if (seconds) {
  for (const link of document.querySelectorAll("[data-without-script]")) link.hidden = true;
  setInterval(refresh, seconds * 1000);
}

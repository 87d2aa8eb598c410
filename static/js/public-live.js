/* A ceremony under way: the page's own text is fetched again and again, and put in place only where it has changed. */

const SECONDS = 15;
const place = document.querySelector("[data-live]");

const refresh = async () => {
  if (document.hidden) return;
  const answer = await fetch(location.href, { cache: "no-cache" }).catch(() => null);
  if (!answer || !answer.ok) return;
  const newer = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  if (!newer) location.reload(); /* no longer under way */
  else if (newer.innerHTML !== place.innerHTML) place.replaceChildren(...newer.childNodes);
};

if (place) {
  setInterval(refresh, SECONDS * 1000);
  document.addEventListener("visibilitychange", refresh); /* whoever comes back sees it at once */
}

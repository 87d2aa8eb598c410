/* The screen of the hall: given what the server tells, it changes only what differs. */

import { anyIsOver, enlarge, layOut } from "./hall_fit.js";

const HERO = [96, 88, 80, 72, 64, 56, 48]; /* px; rank and name are never smaller */
const AGENDA = [52, 46, 40, 34, 30, 28];
const AT_THE_TABLE = ["invited", "signing"];

const say = (place, text) => { if (place.textContent !== text) place.textContent = text; };
const toggle = (place, isHidden) => { if (place.hidden !== isHidden) place.hidden = isHidden; };
const two = (number, width) => String(number).padStart(width, "0");

export const makeHall = (root) => {
  const part = (word) => root.querySelector(`[data-part="${word}"]`);
  const list = part("tiles");
  const words = root.dataset;
  let laid = "";
  let shown = null;

  const paint = (tile, told) => {
    const isNews = tile.dataset.state && tile.dataset.state !== told.state && told.sign === "✔";
    tile.dataset.key = told.key;
    tile.dataset.state = told.state;
    if (tile.dataset.name !== told.name || tile.dataset.short !== told.short) {
      Object.assign(tile.dataset, { name: told.name, short: told.short });
      say(tile.querySelector(".hall-name"), told.name);
    }
    say(tile.querySelector(".hall-sign"), told.sign);
    say(tile.querySelector(".hall-word-of"), told.word);
    say(tile.querySelector(".hall-time"), told.at);
    if (isNews) tile.classList.add("is-news");
  };
  list.addEventListener("animationend", (event) => event.target.classList.remove("is-news"));

  /* As many elements as tiles; those already there stay. */
  const stand = (told) => {
    while (list.children.length > told.length) list.lastElementChild.remove();
    while (list.children.length < told.length) list.append(part("tile").content.firstElementChild.cloneNode(true));
    told.forEach((one, at) => {
      const tile = list.children[at];
      if (tile.dataset.key !== one.key) { delete tile.dataset.state; tile.classList.remove("is-news"); }
      paint(tile, one);
    });
    return [...list.children];
  };

  /* Room is kept for the longest thing that may be said in a tile, so that nothing moves during the hour. */
  const measured = (tiles) => {
    const said = tiles.map((tile) => [tile.querySelector(".hall-sign"), tile.querySelector(".hall-word-of"), tile.querySelector(".hall-time")]);
    const kept = said.map((spans) => spans.map((span) => span.textContent));
    said.forEach(([sign, word, time]) => { sign.textContent = ""; word.textContent = words.probe; time.textContent = "00:00"; });
    const isWhole = layOut(list, tiles);
    said.forEach((spans, at) => spans.forEach((span, of) => { span.textContent = kept[at][of]; }));
    return isWhole;
  };

  const focus = (told, all) => {
    const key = (told.current ?? told.last)?.key;
    return Math.max(all.findIndex((tile) => tile.key === key), 0);
  };

  /* All tiles where they fit; else the sheet that is being signed; else the part of it where the signing is. */
  const lay = (told) => {
    const all = told.sheets.flatMap((sheet) => sheet.tiles);
    if (!all.length) { list.replaceChildren(); return; }
    const at = focus(told, all);
    const sheet = told.sheets.find((one) => one.tiles.includes(all[at])).tiles;
    const known = [all.map((tile) => tile.name), root.clientWidth, root.clientHeight, sheet.indexOf(all[at]), sheet[0].key].join("|");
    if (known === laid) { stand(shown(told)); if (!anyIsOver([...list.children])) return; }
    laid = known;
    for (const choose of choices(told, all, sheet, at)) {
      shown = choose;
      part("part").hidden = choose(told).length === all.length || choose(told).length === sheet.length;
      if (measured(stand(choose(told)))) break;
    }
    name(told, all);
  };

  const choices = (told, all, sheet, at) => {
    const sheetAt = told.sheets.findIndex((one) => one.tiles === sheet);
    const within = sheet.indexOf(all[at]);
    const sizes = [2, 3, 4, 5, 6, 8].map((parts) => Math.ceil(sheet.length / parts)).filter((size) => size >= 2);
    const cut = (size) => (now) => {
      const from = Math.floor(within / size) * size;
      return now.sheets[sheetAt].tiles.slice(from, from + size);
    };
    return [(now) => now.sheets.flatMap((one) => one.tiles), (now) => now.sheets[sheetAt].tiles, ...sizes.map(cut)];
  };

  const name = (told, all) => {
    const tiles = shown(told);
    const sheet = told.sheets.find((one) => one.tiles.includes(tiles[0])) ?? { tiles: all };
    const first = sheet.tiles.indexOf(tiles[0]) + 1;
    const text = words.wordsPart.replace("{first}", first).replace("{last}", first + tiles.length - 1);
    say(part("part"), text.replace("{all}", sheet.tiles.length));
  };

  const sheets = (told) => {
    const bar = part("sheets");
    toggle(bar, told.sheets.length < 2);
    while (bar.children.length > told.sheets.length) bar.lastElementChild.remove();
    while (bar.children.length < told.sheets.length) bar.append(document.createElement("li"));
    told.sheets.forEach((sheet, at) => {
      const signed = sheet.tiles.filter((tile) => tile.sign === "✔").length;
      const width = String(sheet.tiles.length).length;
      const text = `${sheet.label} ${two(signed, width)}/${sheet.tiles.length}`;
      say(bar.children[at], text);
      bar.children[at].toggleAttribute("data-now", sheet.tiles.some((tile) => tile.key === (told.current ?? told.last)?.key));
    });
  };

  const heroOf = (told) => {
    const { signed, asked } = told.counter;
    if (told.is_paused) return ["paused", words.wordsPaused, null];
    if (told.current) return [told.current.state, `${told.current.sign} ${told.current.word}`, told.current];
    if (asked && signed === asked) return ["all", `✔ ${words.wordsAll}`, null];
    if (told.last) return ["just", `✔ ${words.wordsJust}`, told.last];
    return ["waiting", words.wordsWaiting, null];
  };

  const hero = (told) => {
    const [kind, word, tile] = heroOf(told);
    const box = part("hero");
    const before = [box.dataset.kind, part("hero-person").textContent, box.dataset.unit, box.clientWidth, box.clientHeight].join();
    box.dataset.kind = kind;
    box.dataset.unit = tile?.name ?? "";
    say(part("hero-word"), word);
    say(part("hero-person"), tile ? tile.person || tile.name : "");
    const isNew = before !== [kind, part("hero-person").textContent, box.dataset.unit, box.clientWidth, box.clientHeight].join();
    if (isNew || !laid) {
      say(part("hero-unit"), tile?.person ? tile.name : "");
      const isWhole = enlarge(box, part("hero-person"), HERO);
      if (!isWhole && tile?.short) say(part("hero-unit"), tile.short);
    }
    const { signed, asked } = told.counter;
    say(part("count"), `${two(signed, String(asked).length)}/${asked}`);
  };

  const agenda = (told) => {
    const place = part("agenda");
    const text = JSON.stringify([told.agenda, root.clientWidth, root.clientHeight]);
    if (place.dataset.told === text) return;
    place.dataset.told = text;
    place.replaceChildren(...told.agenda.map((item) => {
      const row = document.createElement("li");
      row.dataset.state = item.state;
      row.textContent = item.title;
      if (item.state === "current") row.setAttribute("aria-current", "step");
      return row;
    }));
    if (enlarge(place, place, AGENDA)) return;
    for (const row of [...place.children]) {
      if (row.dataset.state !== "done") break;
      row.hidden = true; /* what is over makes room */
      if (place.scrollHeight <= place.clientHeight) break;
    }
  };

  const facts = (told) => {
    say(part("title"), told.title);
    say(part("movement"), told.movements.map((movement) => `“${movement}”`).join(", "));
    say(part("when"), [told.when, told.place].filter(Boolean).join(" – "));
    toggle(part("rehearsal"), !told.is_rehearsal);
    root.toggleAttribute("data-rehearsal", told.is_rehearsal);
  };

  let last = null; /* the picture to lay out anew when fonts or size change; none once the screen is over */
  const show = (told) => {
    last = told;
    root.hidden = false;
    root.dataset.screen = told.screen;
    root.dataset.state = told.state;
    facts(told);
    if (told.screen === "agenda") agenda(told);
    if (told.screen !== "board") { list.querySelectorAll(".is-news").forEach((tile) => tile.classList.remove("is-news")); return; }
    sheets(told);
    hero(told);
    lay(told);
  };

  const again = () => { laid = ""; part("hero").dataset.kind = ""; part("agenda").dataset.told = ""; if (last) show(last); };
  document.fonts.ready.then(again);
  document.fonts.addEventListener("loadingdone", again);
  return {
    show,
    again,
    end: () => { last = null; root.hidden = false; root.dataset.screen = "thanks"; },
    lose: (isLost) => toggle(part("lost"), !isLost),
    tick: (text) => say(part("clock"), text),
  };
};

/* Adding files behind a criterion: chosen, dropped, pasted or photographed; sent one by one, each with its progress.
   The box of files stays the truth: without script, or where this fails, the same form is posted as a whole. */

const form = document.querySelector("form[data-files]");
const AGAIN = 3000; // ms before a lost file is sent again by itself
const TRIES = 20;
const STALLED = 60_000; // ms without a sign of life

if (form) {
  const words = form.dataset;
  const box = form.querySelector("input[name=files]");
  const camera = form.querySelector("input[name=photo]");
  const list = form.querySelector("[data-queue]");
  const said = form.querySelector("[data-said]");
  const kinds = words.kinds.split(" ");
  let rows = [];
  let isSending = false;

  const tell = (sentence) => { said.textContent = sentence; };
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

  /* ---- What is chosen ---- */

  function fault(file) {
    const ending = file.name.includes(".") ? file.name.split(".").pop().toLowerCase() : "";
    if (!kinds.includes(ending)) return words.wordsKinds;
    if (file.size > Number(words.most)) return words.wordsLarge;
    return file.size ? "" : words.wordsEmpty;
  }

  function take(files) {
    const known = new Set(rows.map(({ file }) => `${file.name} ${file.size} ${file.lastModified}`));
    for (const file of files) {
      if (known.has(`${file.name} ${file.size} ${file.lastModified}`)) continue;
      rows.push(rowOf(file, fault(file)));
    }
    keepInBox();
  }

  /* What will be sent stands in the box itself. */
  function keepInBox() {
    const kept = new DataTransfer();
    for (const row of rows) if (row.state === "waiting" || row.state === "lost") kept.items.add(row.file);
    box.files = kept.files;
  }

  /* ---- How a file is shown ---- */

  function rowOf(file, sentence) {
    const line = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { className: "queue-name", textContent: file.name, lang: "vi" });
    const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    bar.setAttribute("aria-label", file.name);
    const note = Object.assign(document.createElement("span"), { className: "queue-note" });
    const again = button(words.wordsAgain, () => retry(row));
    const stop = button(words.wordsCancel, () => cancel(row));
    for (const one of [again, stop]) one.setAttribute("aria-label", `${one.textContent}: ${file.name}`);
    line.append(name, bar, note, again, stop);
    list.append(line);
    const row = { file, line, bar, note, again, stop, state: "", tries: 0, request: null };
    show(row, sentence ? "refused" : "waiting", sentence || words.wordsWaiting);
    return row;
  }

  function button(label, press) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: label });
    made.addEventListener("click", press);
    return made;
  }

  function show(row, state, sentence) {
    row.state = state;
    row.line.dataset.state = state;
    row.note.textContent = sentence;
    row.bar.hidden = state !== "sending";
    row.again.hidden = !["lost", "cancelled"].includes(state);
    row.stop.hidden = !["waiting", "sending", "lost"].includes(state);
  }

  /* ---- Sending ---- */

  async function sendAll() {
    if (isSending) return;
    isSending = true;
    for (let row = next(); row; row = next()) await send(row);
    isSending = false;
    settle();
  }

  const next = () => rows.find(({ state }) => state === "waiting");

  function send(row) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      let clock = 0;
      const alive = () => { clearTimeout(clock); clock = setTimeout(() => request.abort(), STALLED); };
      row.request = request;
      row.tries += 1;
      show(row, "sending", fill(words.wordsPercent, { percent: 0 }));
      request.upload.onprogress = (event) => { alive(); progress(row, event); };
      request.onloadend = () => { clearTimeout(clock); row.request = null; answered(row, request); done(); };
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.send(partOf(row.file));
      alive();
    });
  }

  function partOf(file) {
    const part = new FormData();
    for (const name of ["csrfmiddlewaretoken", "is_no_secret"]) part.append(name, form.elements[name].value);
    part.append("files", file, file.name);
    return part;
  }

  function progress(row, event) {
    if (!event.lengthComputable) return;
    const percent = Math.floor((event.loaded / event.total) * 100);
    row.bar.value = percent;
    row.note.textContent = fill(words.wordsPercent, { percent });
  }

  function answered(row, request) {
    if (row.state === "cancelled") return;
    const answer = readable(request);
    if (answer) return told(row, answer);
    if (request.status >= 200 && request.status < 500) return show(row, "refused", words.wordsGone);
    show(row, "lost", words.wordsLost);
    tell(words.wordsLost);
    if (row.tries < TRIES) setTimeout(() => row.state === "lost" && navigator.onLine && retry(row), AGAIN);
  }

  function readable(request) {
    if (!(request.getResponseHeader("Content-Type") ?? "").startsWith("application/json")) return null;
    try {
      return JSON.parse(request.responseText);
    } catch {
      return null;
    }
  }

  function told(row, { kept, sentences }) {
    show(row, kept ? "kept" : "refused", sentences.join(" ") || words.wordsKept);
    tell(`${row.file.name}: ${row.note.textContent}`);
  }

  /* ---- By hand ---- */

  function retry(row) {
    show(row, "waiting", words.wordsWaiting);
    keepInBox();
    sendAll();
  }

  function cancel(row) {
    show(row, "cancelled", words.wordsCancelled);
    row.request?.abort();
    keepInBox();
  }

  /* When all is well the page shows what stands there now; what went wrong stays to be read first. */
  function settle() {
    const isWell = rows.every(({ state }) => state === "kept");
    if (rows.length && isWell) return location.assign(words.shelf);
    keepInBox();
    form.querySelector("[data-reload]").hidden = !rows.some(({ state }) => state === "kept");
  }

  form.addEventListener("submit", (event) => {
    if (!rows.some(({ state }) => state === "waiting" || state === "lost")) return;
    event.preventDefault();
    event.stopPropagation();
    for (const row of rows) if (row.state === "lost") show(row, "waiting", words.wordsWaiting);
    sendAll();
  });
  box.addEventListener("change", () => take([...box.files]));
  camera?.addEventListener("change", () => {
    take([...camera.files]);
    camera.value = "";
  });

  /* ---- Dropped and pasted ---- */

  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("is-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    take([...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    take(files.map(named));
  });

  /* A pasted picture is called “image.png” by every browser; it gets the time instead. */
  function named(file) {
    if (!/^image\.\w+$/.test(file.name)) return file;
    const at = new Date().toLocaleString("sv-SE").replace(/\D/g, "").slice(0, 14);
    return new File([file], `${words.wordsPasted}-${at}.${file.name.split(".").pop()}`, { type: file.type });
  }

  addEventListener("online", () => rows.filter(({ state }) => state === "lost").forEach(retry));
  addEventListener("beforeunload", (event) => {
    if (isSending || rows.some(({ state }) => state === "lost")) event.preventDefault();
  });
}

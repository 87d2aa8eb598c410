/* Saves rows while they are typed: one request at a time, what is not saved kept on this machine. */

import { filled } from "./grid_rows.js";

const REST = 800; // ms after the last key
const AGAIN = 5000; // ms before a lost connection is tried again
const KEEP = 250; // ms before what is typed is kept on this machine
const MOST = 200; // cells in one batch

export class Saver {
  constructor({ form, rows, words, drafts, tell, count }) {
    Object.assign(this, { form, rows, words, drafts, tell, count });
    this.dirty = new Map(); // row → when it was last typed into; it stays until the server has answered for it
    this.isLost = this.isGone = this.isRefused = false;
    this.sending = null;
    addEventListener("online", () => this.plan(0));
    addEventListener("offline", () => this.lost());
    addEventListener("pagehide", () => this.keep());
    addEventListener("beforeunload", (event) => { if (this.dirty.size || this.sending) event.preventDefault(); });
  }

  /* Nothing here grows with the sheet: it runs at every key. */
  touch(row, wait = REST) {
    this.dirty.set(row, performance.now());
    this.isRefused = false;
    this.keeping ??= setTimeout(() => this.keep(), KEEP);
    this.plan(wait);
  }

  plan(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
  }

  keep() {
    clearTimeout(this.keeping);
    this.keeping = undefined;
    const rows = new Set([...this.dirty.keys(), ...this.rows.filter((row) => row.isWrong)]);
    const kept = this.drafts.keep(Object.fromEntries([...rows].map((row) => [row.pk, row.posted])));
    this.form.dataset.kept = rows.size;
    if (this.isLost) this.tell(kept ? this.words.offline : this.words.unkept);
  }

  /* Rows typed earlier on this machine come back; what somebody saved meanwhile is asked about by the server. */
  restore() {
    const found = this.rows.filter((row) => this.bring(row, this.drafts.rows[row.pk]));
    found.forEach((row) => this.touch(row, 0));
    if (found.length) this.tell(filled(this.words.restored, { n: found.length }));
  }

  bring(row, draft) {
    const now = row.typed;
    if (!draft || Object.entries(draft.cells).every(([name, value]) => now[name] === value)) return false;
    row.fill(draft.cells);
    row.revision = draft.revision;
    row.wantsNone = draft.remove;
    return true;
  }

  /* ---- One request at a time ---- */

  async flush({ all = false } = {}) {
    clearTimeout(this.timer);
    while (this.sending) await this.sending; // several may wait; the first goes, the others look again
    const rows = this.batch(all);
    if (this.isGone || !rows.length) return;
    this.sending = this.send(rows);
    await this.sending;
    this.sending = null;
    if (!this.isRefused && this.batch(all).length) this.plan(this.isLost ? AGAIN : 0);
  }

  /* Everything typed, until nothing more can be sent. */
  async drain() {
    this.isRefused = false;
    do await this.flush({ all: true });
    while (this.batch(true).length && !(this.isLost || this.isGone || this.isRefused));
  }

  batch(all) {
    let cells = 0;
    const ready = [...this.dirty.keys()].filter((row) => !row.clash && (all || !this.isHalfTyped(row)));
    return ready.filter((row) => { cells += Object.keys(row.boxes).length; return cells <= MOST; });
  }

  /* “92.” on the way to 92,02 is no mistake yet. */
  isHalfTyped(row) {
    return document.activeElement === row.boxes.value && row.unreadable !== null;
  }

  async send(rows) {
    const [sentAt, sent] = [performance.now(), rows.map((row) => row.posted)];
    if (!this.isLost) this.tell(this.words.saving);
    const answer = await this.post({ rows: sent });
    if (!answer) return;
    rows.forEach((row, at) => this.settle(row, sent[at], sentAt, answer.rows[row.pk]));
    const wrong = this.count();
    const said = this.isLost && !this.dirty.size ? this.words.online : answer.said;
    this.isLost = false;
    this.tell(wrong ? `${answer.said} · ${filled(this.words.unsaved, { n: wrong })}` : said);
    this.keep();
  }

  settle(row, sent, sentAt, told) {
    const isTyping = this.dirty.get(row) > sentAt;
    if (!isTyping) this.dirty.delete(row);
    if (told) row.settle(told, sent.cells, isTyping);
  }

  async post(body) {
    if (!navigator.onLine) return this.lost();
    try {
      const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
      const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
      const response = await fetch(this.form.dataset.grid, { method: "POST", redirect: "manual", headers, body: JSON.stringify(body) });
      if (response.ok) return await response.json();
      if (response.status === 409) return this.refused((await response.json()).said);
      return response.type === "opaqueredirect" || response.status === 403 ? this.gone() : this.lost();
    } catch {
      return this.lost();
    }
  }

  lost() {
    this.isLost = true;
    this.keep();
    return null;
  }

  /* The sheet as a whole: locked, sent, too late. What is typed stays; the next key tries again. */
  refused(sentence) {
    this.isRefused = true;
    this.keep();
    this.tell(sentence);
    return null;
  }

  gone() {
    this.isGone = true;
    this.keep();
    this.tell(this.words.gone);
    this.form.querySelector("[data-gone]").hidden = false;
    return null;
  }
}

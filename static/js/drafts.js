/* What is typed and not yet saved, kept on this machine: by person and thing, each row with the revision it was typed on.
   Gone once saved, at logout (site.js), and after a week. */

const HEAD = "giao-uoc:draft:";
const WEEK = 7 * 24 * 60 * 60 * 1000;

export class Drafts {
  constructor(name) {
    this.key = HEAD + name;
    sweep();
  }

  /* {row: {revision, cells, remove}} */
  get rows() {
    try {
      return JSON.parse(localStorage.getItem(this.key))?.rows ?? {};
    } catch {
      return {};
    }
  }

  /* False where this machine keeps nothing (full, or forbidden). */
  keep(rows) {
    try {
      if (Object.keys(rows).length) localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), rows }));
      else localStorage.removeItem(this.key);
      return true;
    } catch {
      return false;
    }
  }
}

function sweep() {
  try {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(HEAD))) {
      if (!(JSON.parse(localStorage.getItem(key))?.at > Date.now() - WEEK)) localStorage.removeItem(key);
    }
  } catch {
    // nothing is kept here, so there is nothing to sweep
  }
}

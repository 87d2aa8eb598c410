/* Coming back from a unit, the cell one left by has the focus again: its name stands in the address of the board.
   Without script the trail of the unit's page leads back to the cell. */

const CELL = 'a[id^="o-"]';

document.addEventListener("click", (event) => {
  const cell = event.target.closest?.(CELL);
  if (cell && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) history.replaceState(history.state, "", `#${cell.id}`);
});

function focusCell() {
  const cell = location.hash.startsWith("#o-") && document.getElementById(location.hash.slice(1));
  if (cell && document.activeElement !== cell) cell.focus({ preventScroll: document.activeElement !== document.body });
}

window.addEventListener("pageshow", focusCell);

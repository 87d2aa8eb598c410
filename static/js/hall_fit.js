/* How many tiles stand beside each other, and how large their letters may be: nothing is cut off, nothing scrolls. */

const SIZES = [44, 40, 36, 32, 28]; /* 28 px is the least that is read from the back of a hall */
const SQUARENESS = 1.6;
/* Whole names in two lines, then in more; at last short names for those longer than `kept` lines. */
const WAYS = [
  { most: 2, isEven: true, isShort: false },
  { most: 4, isEven: false, isShort: false },
  { most: 9, isEven: true, isShort: false },
  { most: 2, isEven: true, isShort: true, kept: 2 },
  { most: 2, isEven: false, isShort: true, kept: 1 },
];

/* Row lengths for a number of columns, the longer rows first: 13 in 5 columns are 5, 4, 4. */
export const rowsOf = (count, columns) => {
  const rows = Math.ceil(count / columns);
  const least = Math.floor(count / rows);
  return Array.from({ length: rows }, (_, row) => least + (row < count % rows ? 1 : 0));
};

/* Columns worth trying, the best-proportioned tiles first. */
const columnsFor = (count, width, height) => {
  const away = (columns) => {
    const shape = width / columns / (height / Math.ceil(count / columns));
    return Math.abs(Math.log(shape / SQUARENESS));
  };
  return Array.from({ length: Math.min(count, 7) }, (_, at) => at + 1)
    .filter((columns) => rowsOf(count, columns)[0] === columns)
    .sort((one, other) => away(one) - away(other));
};

/* Rows are of one height, or (`isEven` false) each as high as its longest name asks for. */
const place = (list, tiles, columns, isEven) => {
  const rows = rowsOf(tiles.length, columns);
  const [most, least] = [rows[0], rows.at(-1)];
  const tracks = most === least ? most : most * least;
  list.style.gridTemplateColumns = `repeat(${tracks}, minmax(0, 1fr))`;
  list.style.gridTemplateRows = `repeat(${rows.length}, ${isEven ? "minmax(0, 1fr)" : "auto"})`;
  const spans = rows.flatMap((length) => Array(length).fill(tracks / length));
  tiles.forEach((tile, at) => { tile.style.gridColumn = `span ${spans[at]}`; });
};

const isOver = (box) => box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth;
const name = (tile) => tile.querySelector(".hall-name");
const lines = (tile, size) => Math.round(name(tile).getBoundingClientRect().height / scaleOf(tile) / (size * 1.2));
const scaleOf = (tile) => tile.getBoundingClientRect().width / tile.offsetWidth || 1;
const call = (tile, isShort) => { name(tile).textContent = (isShort && tile.dataset.short) || tile.dataset.name; };

const fits = (list, tiles, size, most) =>
  !isOver(list) && tiles.every((tile) => !isOver(tile) && lines(tile, size) <= most);

const tryAll = (list, tiles, columns, { most, isEven, isShort, kept }) => columns.some((count) => {
  place(list, tiles, count, isEven);
  return SIZES.some((size) => {
    list.style.setProperty("--size", `${size}px`);
    tiles.forEach((tile) => call(tile, false));
    if (isShort) tiles.filter((tile) => isOver(tile) || lines(tile, size) > kept).forEach((tile) => call(tile, true));
    return fits(list, tiles, size, most);
  });
});

/* True when every tile shows its name whole: at best in two lines, else in more, else by its short name. */
export const layOut = (list, tiles) => {
  const columns = columnsFor(tiles.length, list.clientWidth, list.clientHeight);
  return WAYS.some((way) => tryAll(list, tiles, columns, way));
};

export const anyIsOver = (tiles) => tiles.some((tile) => isOver(tile));

/* The largest of the sizes (in px, falling) in which the box holds its text; the least of them otherwise. */
export const enlarge = (box, text, sizes) => sizes.some((size) => {
  text.style.fontSize = `${size}px`;
  return !isOver(box);
});

/* Draws the pledge that the table shows, with ECharts as SVG; the table stays and says the same. */

const place = document.getElementById("explore-picture");
const words = place.dataset;
// By the address the server gives: hashed file names change with every version.
const { init } = await import(words.library);
let chart = null;

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const read = () => JSON.parse(document.getElementById("explore-data").textContent);
const view = () => document.querySelector("input[name=view]:checked")?.value ?? "lines";
const number = (text) => (text === null ? null : Number(text));
const shown = (text) => text.replace(/^-/, "−").replace(".", ",");

function base(data) {
  const sentence = words.wordsDrawn.replace("{name}", data.name).replace("{n}", data.lines.length).replace("{seasons}", data.seasons.length);
  return {
    animation: false,
    textStyle: { fontFamily: token("--font"), color: token("--text") },
    aria: { enabled: true, label: { description: sentence }, decal: { show: true } },
    tooltip: { renderMode: "richText", confine: true, backgroundColor: token("--surface"), borderColor: token("--line-strong"), textStyle: { color: token("--text") } },
  };
}

const axisLook = () => ({ axisLine: { lineStyle: { color: token("--line-strong") } }, axisLabel: { color: token("--text"), fontSize: 11 }, splitLine: { lineStyle: { color: token("--line-soft") } } });

function range(data) {
  const all = [...data.lines.flatMap((line) => line.values), data.target].filter((value) => value !== null).map(Number);
  if (!all.length) return [0, 1];
  const low = Math.min(...all), high = Math.max(...all), room = (high - low || Math.abs(high) || 1) * 0.08;
  return [Math.max(0, low - room), high + room];
}

function lines(data) {
  const columns = place.clientWidth < 560 ? 2 : place.clientWidth < 900 ? 3 : 5;
  const rows = Math.ceil(data.lines.length / columns);
  place.dataset.rows = Math.min(rows, 7);
  const [min, max] = range(data);
  const grid = [], xAxis = [], yAxis = [], series = [];
  const wide = 100 / columns, tall = 100 / rows;
  data.lines.forEach((line, n) => {
    const left = (n % columns) * wide, top = Math.floor(n / columns) * tall;
    grid.push({ left: `${left + wide * 0.14}%`, width: `${wide * 0.8}%`, top: `${top + tall * 0.22}%`, height: `${tall * 0.55}%` });
    xAxis.push({ type: "category", gridIndex: n, data: data.seasons.map((name) => name.replace(/^\D+/, "") || name), ...axisLook() });
    yAxis.push({ type: "value", gridIndex: n, min, max, name: line.name, nameLocation: "end", nameGap: 6, nameTextStyle: { color: token("--text"), fontWeight: "bold", fontSize: 12, align: "left" }, splitNumber: 2, ...axisLook(), axisLabel: { color: token("--muted"), fontSize: 10, formatter: (value) => (value === min || value === max ? "" : shown(String(value))) } });
    series.push({ type: "line", name: line.name, xAxisIndex: n, yAxisIndex: n, data: line.values.map(number), connectNulls: false, symbol: "circle", symbolSize: 7, lineStyle: { width: 2, color: token("--action") }, itemStyle: { color: token("--action") } });
    if (data.target !== null) series.push({ type: "line", name: words.wordsTarget, xAxisIndex: n, yAxisIndex: n, data: data.seasons.map(() => Number(data.target)), symbol: "none", silent: true, lineStyle: { width: 1, type: "dashed", color: token("--text") }, tooltip: { show: false } });
  });
  const step = data.target === null ? 1 : 2;
  const formatter = (one) => `${one.seriesName}\n${data.seasons[one.dataIndex]}: ${data.lines[Math.floor(one.seriesIndex / step)].texts[one.dataIndex]}`;
  const option = base(data);
  return { ...option, tooltip: { ...option.tooltip, trigger: "item", formatter }, grid, xAxis, yAxis, series };
}

function bars(data) {
  place.dataset.rows = 3;
  const last = data.seasons.length - 1;
  const option = base(data);
  const formatter = (one) => `${data.lines[one.dataIndex].name}\n${data.seasons[last]}: ${data.lines[one.dataIndex].texts[last]}`;
  const series = [{ type: "bar", data: data.lines.map((line) => number(line.values[last])), itemStyle: { color: token("--action") }, barMaxWidth: 36 }];
  if (data.target !== null) series.push({ type: "line", name: words.wordsTarget, data: data.lines.map(() => Number(data.target)), symbol: "none", silent: true, lineStyle: { width: 2, type: "dashed", color: token("--text") }, tooltip: { show: false } });
  return { ...option, tooltip: { ...option.tooltip, trigger: "item", formatter }, grid: { left: 56, right: 16, top: 24, bottom: 84 }, xAxis: { type: "category", data: data.lines.map((line) => line.name), ...axisLook(), axisLabel: { rotate: 35, interval: 0, color: token("--text"), fontSize: 11 } }, yAxis: { type: "value", min: 0, ...axisLook() }, series };
}

/* How far from the target in its own direction: five steps, the same as on the board, the value printed in each. */
function step(data, value) {
  const [min, max] = range(data);
  const middle = data.target === null ? (min + max) / 2 : Number(data.target);
  const away = ((Number(value) - middle) / (max - min || 1)) * (data.side === "lower" ? -1 : 1);
  return away < -0.2 ? -2 : away < 0 ? -1 : away < 0.2 ? 1 : 2;
}

function heat(data) {
  place.dataset.rows = 4;
  const option = base(data);
  const cells = data.lines.flatMap((line, y) => line.values.map((value, x) => ({ value: [x, y, value === null || !data.side ? 0 : step(data, value)], text: line.texts[x] })));
  const colours = ["--heat-m2", "--heat-m1", "--heat-0", "--heat-p1", "--heat-p2"].map(token);
  const formatter = (one) => `${data.lines[one.value[1]].name}\n${data.seasons[one.value[0]]}: ${one.data.text}`;
  return {
    ...option,
    tooltip: { ...option.tooltip, trigger: "item", formatter },
    grid: { left: 150, right: 16, top: 8, bottom: 32 },
    xAxis: { type: "category", data: data.seasons, ...axisLook() },
    yAxis: { type: "category", inverse: true, data: data.lines.map((line) => line.name), ...axisLook(), axisLabel: { color: token("--text"), fontSize: 11, width: 140, overflow: "truncate" } },
    visualMap: { show: false, type: "piecewise", dimension: 2, pieces: [-2, -1, 0, 1, 2].map((value, n) => ({ value, color: colours[n] })) },
    series: [{ type: "heatmap", data: cells, label: { show: true, color: token("--heat-text"), formatter: (one) => one.data.text }, itemStyle: { borderColor: token("--surface"), borderWidth: 1 } }],
  };
}

const DRAW = { lines, bars, heat };

function draw() {
  const option = DRAW[view()](read());
  chart ??= init(place, null, { renderer: "svg" });
  chart.resize();
  chart.setOption(option, { notMerge: true });
}

document.addEventListener("change", ({ target }) => { if (target.name === "view") draw(); });
document.addEventListener("board:swapped", draw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
new MutationObserver(draw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
let waiting = 0;
addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 150); });
place.hidden = false;
draw();

"use strict";
document.addEventListener("click", (e) => {
  if (!e.target.closest("[data-theme-switch]")) return;
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
  document.dispatchEvent(new Event("themechange"));
});

/* A day slider beside each date field: it says how many days after the first one. */
const DAY = 86400000;
const iso = (t) => new Date(t).toISOString().slice(0, 10);
function daySliders(root) {
  for (const slider of root.querySelectorAll("[data-day-slider]")) {
    const field = document.getElementById(slider.dataset.daySlider);
    if (!field || !field.min || !field.max) continue;
    const first = Date.parse(field.min), last = Date.parse(field.max);
    slider.max = Math.max(1, Math.round((last - first) / DAY));
    slider.value = Math.round(((Date.parse(field.value) || last) - first) / DAY);
    slider.hidden = false;
    slider.addEventListener("input", () => {
      field.value = iso(first + slider.value * DAY);
      slider.setAttribute("aria-valuetext", field.value);
    });
  }
}

/* Charts: drawn from the data that stands in the page, in the colours of the stylesheet. */
const probe = document.createElement("span");
probe.hidden = true;
function token(name) {
  probe.style.color = `var(--${name})`;
  if (!probe.isConnected) document.body.append(probe);
  return getComputedStyle(probe).color;
}
const QUADS = {
  "verbal cooperation": ["circle", "vc"], "material cooperation": ["rect", "mc"],
  "verbal conflict": ["triangle", "vx"], "material conflict": ["diamond", "mx"],
};
const charts = {
  course(data) {
    const soft = token("soft"), line = token("line"), card = token("card"), ink = token("ink");
    const quarters = new Map();
    for (const [day, n, mean] of data.months) {
      if (mean === null) continue;
      const q = `${day.slice(0, 4)}-${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 2).padStart(2, "0")}-15`;
      const [sum, count] = quarters.get(q) || [0, 0];
      quarters.set(q, [sum + mean * n, count + n]);
    }
    const trend = [...quarters].map(([q, [sum, n]]) => [q, Math.round(sum / n * 10) / 10, n]);
    const shade = (v) => token(`${v > 0 ? "c" : "h"}${Math.abs(v) < 3 ? 1 : 2}`);
    const marks = Object.entries(QUADS).map(([quad, [symbol, colour]]) => ({
      name: quad, type: "scatter", symbol, symbolSize: 10, cursor: "pointer", z: 3,
      data: data.marks.filter((m) => m[2] === quad).map((m) => ({
        value: [m[0], m[1]], id: m[5], says: m[6], date: m[7],
        itemStyle: { color: m[3] ? token(colour) : card, borderColor: m[4] ? token("warn") : token(colour), borderWidth: m[4] ? 2 : 1.4, opacity: .92 },
      })),
      emphasis: { scale: 1.5 },
    }));
    return {
      animation: false, backgroundColor: "transparent",
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: soft },
      grid: { left: 44, right: 14, top: 14, bottom: 66 },
      aria: { enabled: false },
      tooltip: {
        renderMode: "richText", confine: true, backgroundColor: card, borderColor: line, textStyle: { color: ink, fontSize: 13 },
        formatter: (p) => p.data.says ? `${p.data.date}\n${wrap(p.data.says, 44)}\nintensity ${p.value[1]}` : `${quarter(p.value[0])}: mean ${p.value[1]} of ${p.value[2]}`,
      },
      xAxis: { type: "time", boundaryGap: ["1%", "1%"], axisLine: { lineStyle: { color: token("rule") } }, axisLabel: { color: soft, hideOverlap: true }, splitLine: { show: true, lineStyle: { color: line } } },
      yAxis: { type: "value", min: -10, max: 10, interval: 5, axisLabel: { color: soft, formatter: (v) => (v > 0 ? "+" : v < 0 ? "−" : "") + Math.abs(v) }, splitLine: { lineStyle: { color: line } } },
      dataZoom: [
        { type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseMove: true },
        { type: "slider", height: 22, bottom: 10, brushSelect: false, borderColor: line, fillerColor: "rgba(120,140,160,.18)", handleStyle: { color: card, borderColor: soft }, moveHandleSize: 0, textStyle: { color: soft }, dataBackground: { lineStyle: { color: token("rule") }, areaStyle: { color: line } }, selectedDataBackground: { lineStyle: { color: soft }, areaStyle: { color: line } }, labelFormatter: (v) => iso(v).slice(0, 7) },
      ],
      series: [
        {
          type: "custom", clip: true, data: trend, z: 1, encode: { x: 0, y: 1 },
          renderItem: (_, api) => {
            const middle = Date.parse(api.value(0)) || api.value(0), mean = api.value(1);
            const [x0, y] = api.coord([middle - 45 * DAY, mean]), [x1, zero] = api.coord([middle + 45 * DAY, 0]);
            const width = Math.max(3, x1 - x0 - 1);
            return { type: "rect", shape: { x: x0, y: Math.min(y, zero), width, height: Math.max(1, Math.abs(zero - y)) }, style: { fill: shade(mean), opacity: .55 } };
          },
        },
        { type: "line", data: [], markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: token("rule"), type: "solid", width: 1 }, data: [{ yAxis: 0 }] } },
        ...marks,
      ],
    };
  },
};
function wrap(words, width) {
  const lines = [""];
  for (const word of words.split(" ")) {
    if (lines.at(-1).length + word.length > width) lines.push("");
    lines[lines.length - 1] += (lines.at(-1) ? " " : "") + word;
  }
  return lines.join("\n");
}
const quarter = (day) => `${day.slice(0, 4)}, quarter ${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
const drawn = new Map();
function draw(box) {
  if (!window.echarts) return;
  const kept = drawn.get(box);
  if (kept) {
    const [zoom] = zoomed(kept.chart), option = charts[box.dataset.chart](kept.data);
    return kept.chart.setOption({ ...option, dataZoom: (option.dataZoom || []).map((z) => ({ ...z, start: zoom.start, end: zoom.end })) }, true);
  }
  const data = JSON.parse(document.getElementById(`${box.id}-data`).textContent);
  const chart = echarts.init(box, null, { renderer: "canvas" });
  drawn.set(box, { chart, data });
  chart.on("click", (p) => { if (p.data && (p.data.id || p.data.href)) location.href = p.data.href || `/event/${p.data.id}`; });
  new ResizeObserver(() => chart.resize()).observe(box);
  tools(box, chart, data);
  chart.setOption(charts[box.dataset.chart](data), true);
  if (data.more && data.dated > data.marks.length) loadsMore(box, chart, data);
}
/* Who zooms in is shown the events of that stretch which were too many to draw for all of it. */
function loadsMore(box, chart, data) {
  const told = document.querySelector(`[data-drawn="${box.id}"]`);
  const first = data.marks, whole = told.textContent;
  let waiting, asked = 0;
  const show = (marks, words) => {
    data.marks = marks;
    told.textContent = words;
    chart.setOption({ series: charts[box.dataset.chart](data).series });
  };
  const load = async (mine) => {
    const { start, end, startValue, endValue } = chart.getOption().dataZoom[0];
    if (end - start > 99) return show(first, whole);
    const answer = await fetch(`${data.more}?from=${iso(startValue)}&to=${iso(endValue)}`).catch(() => null);
    if (mine !== asked) return;
    if (!answer || !answer.ok) { told.textContent = "More events could not be loaded; zoom again to try once more."; return; }
    const found = await answer.json();
    if (mine !== asked) return;
    const inside = new Set(found.marks.map((m) => m.id));
    const marks = [...first.filter((m) => !inside.has(m[5])), ...found.marks.map(asMark)];
    const many = (n) => n.toLocaleString("en").replaceAll(",", "\u202f");
    show(marks, found.dated > found.marks.length
      ? `In view ${found.marks.length} of ${many(found.dated)} events are drawn, the most intense of each type; zoom in for more.`
      : found.dated === 1 ? "The one event in view is drawn." : `All ${many(found.dated)} events in view are drawn.`);
  };
  chart.on("datazoom", () => { clearTimeout(waiting); const mine = ++asked; waiting = setTimeout(() => load(mine), 250); });
}
function asMark(row) {
  const first = Date.parse(row.earliest || row.latest), last = Date.parse(row.latest || row.earliest);
  const happened = row.status === "occurred" || row.status === "ongoing";
  return [iso(first + Math.floor((last - first) / DAY / 2) * DAY), row.intensity, row.quad, happened, row.contested, row.id, row.says, row.date];
}
function tools(box, chart, data) {
  const bar = document.querySelector(`[data-chart-tools="${box.id}"]`);
  if (!bar) return;
  bar.hidden = false;
  bar.addEventListener("click", (e) => {
    const what = e.target.dataset.chartDo;
    if (!what) return;
    if (what === "png") return save(chart.getDataURL({ pixelRatio: 2, backgroundColor: token("paper") }), `${box.id}.png`);
    if (what === "svg") {
      const still = echarts.init(null, null, { renderer: "svg", ssr: true, width: chart.getWidth(), height: chart.getHeight() });
      still.setOption({ ...charts[box.dataset.chart](data), dataZoom: zoomed(chart) });
      const url = URL.createObjectURL(new Blob([still.renderToSVGString()], { type: "image/svg+xml" }));
      still.dispose();
      return save(url, `${box.id}.svg`);
    }
    const zoom = chart.getOption().dataZoom && chart.getOption().dataZoom[0];
    if (!zoom) return;
    let { start, end } = zoom;
    const span = end - start;
    if (what === "in") { start += span / 4; end -= span / 4; }
    if (what === "out") { start -= span / 2; end += span / 2; }
    if (what === "left") { start -= span / 2; end -= span / 2; if (start < 0) { end -= start; start = 0; } }
    if (what === "right") { start += span / 2; end += span / 2; if (end > 100) { start -= end - 100; end = 100; } }
    if (what === "all") { start = 0; end = 100; }
    chart.dispatchAction({ type: "dataZoom", start: Math.max(0, start), end: Math.min(100, end) });
  });
}
function zoomed(chart) {
  const zoom = chart.getOption().dataZoom;
  return zoom && zoom.length ? [{ type: "inside", start: zoom[0].start, end: zoom[0].end }] : [];
}
function save(href, name) {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}
const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);
daySliders(document);
drawAll();
document.addEventListener("themechange", drawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
/* On paper a chart has the sheet's width, and no handles. */
const onPaper = (paper) => { for (const { chart } of drawn.values()) { chart.resize(); chart.setOption({ dataZoom: [{}, { show: !paper }], grid: { bottom: paper ? 28 : 66 } }); } };
addEventListener("beforeprint", () => onPaper(true));
addEventListener("afterprint", () => onPaper(false));
document.addEventListener("htmx:afterSettle", () => daySliders(document));

/* An article's claims: the one that is pointed at, stepped to or named in the address is shown in the text. */
(() => {
  const list = document.querySelector("[data-claims]");
  if (!list) return;
  const pieces = [...document.querySelectorAll(".text .s")].map((el) => ({
    el, claims: el.dataset.c.split(" ").filter(Boolean),
    parts: el.dataset.p.split(" ").filter(Boolean).map((p) => p.split(":")),
  }));
  const items = [...list.children];
  let kept = null;
  function show(n) {
    for (const item of items) item.classList.toggle("on", item.dataset.n === n);
    for (const { el, claims, parts } of pieces) {
      el.className = el.className.replace(/ (lit|r-[a-z]+)/g, "");
      if (n === null) continue;
      const own = parts.filter(([m]) => m === n);
      if (claims.includes(n) || own.length) el.classList.add("lit");
      for (const [, role] of own) el.classList.add(`r-${role}`);
    }
  }
  function keep(n, scroll) {
    kept = n;
    show(n);
    const piece = pieces.find((p) => p.claims.includes(n));
    if (scroll && piece) piece.el.scrollIntoView({ block: "center" });
  }
  for (const item of items) {
    item.addEventListener("mouseenter", () => show(item.dataset.n));
    item.addEventListener("mouseleave", () => show(kept));
    item.addEventListener("focusin", () => show(item.dataset.n));
    item.addEventListener("focusout", () => show(kept));
    item.querySelector(".n").addEventListener("click", () => keep(item.dataset.n, true));
  }
  for (const { el, claims } of pieces) {
    if (!claims.length) continue;
    el.addEventListener("mouseenter", () => show(claims[0]));
    el.addEventListener("mouseleave", () => show(kept));
    el.addEventListener("click", () => {
      const next = claims[(claims.indexOf(kept) + 1) % claims.length];
      keep(next, false);
      items[next - 1].scrollIntoView({ block: "nearest" });
    });
  }
  document.addEventListener("keydown", (e) => {
    if (e.target.closest("input, select, textarea") || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape") return keep(null, false);
    if (e.key !== "j" && e.key !== "k") return;
    const at = items.findIndex((i) => i.dataset.n === kept);
    const next = items[e.key === "j" ? Math.min(at + 1, items.length - 1) : Math.max(at - 1, 0)];
    keep(next.dataset.n, true);
    next.querySelector(".n").focus({ preventScroll: true });
  });
  const named = items.find((i) => `#${i.id}` === location.hash);
  if (named) addEventListener("load", () => keep(named.dataset.n, true));
})();

/* Drawings that stand in the page: zoom and shift by their window, keep as a file. */
function zoomable(bar) {
  const svg = document.getElementById(bar.dataset.zoomTools);
  if (!svg || !bar.hidden) return;
  bar.hidden = false;
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  let view = [0, 0, width, height];
  const grow = Math.min(2.2, Math.max(1, 700 / svg.clientWidth));
  const set = () => {
    view[2] = Math.min(width, Math.max(width / 24, view[2]));
    view[3] = view[2] * height / width;
    view[0] = Math.min(width - view[2], Math.max(0, view[0]));
    view[1] = Math.min(height - view[3], Math.max(0, view[1]));
    svg.setAttribute("viewBox", view.map((v) => v.toFixed(2)).join(" "));
    for (const disc of svg.querySelectorAll("[data-r]")) disc.setAttribute("r", disc.dataset.r * grow * Math.sqrt(view[2] / width));
  };
  if (grow > 1) set();
  const zoom = (by, x = .5, y = .5) => { view[0] += view[2] * (1 - by) * x; view[1] += view[3] * (1 - by) * y; view[2] *= by; set(); };
  const acts = {
    in: () => zoom(.6), out: () => zoom(1 / .6), all: () => { view = [0, 0, width, height]; set(); },
    left: () => { view[0] -= view[2] / 4; set(); }, right: () => { view[0] += view[2] / 4; set(); },
    up: () => { view[1] -= view[3] / 4; set(); }, down: () => { view[1] += view[3] / 4; set(); },
    svg: () => save(URL.createObjectURL(new Blob([still(svg)], { type: "image/svg+xml" })), `${svg.id}.svg`),
    png: () => picture(svg),
  };
  bar.addEventListener("click", (e) => acts[e.target.dataset.zoom]?.());
  svg.addEventListener("wheel", (e) => {
    if (!e.ctrlKey || !bar.querySelector("[data-zoom=in]")) return;
    e.preventDefault();
    const box = svg.getBoundingClientRect();
    zoom(e.deltaY < 0 ? .8 : 1.25, (e.clientX - box.left) / box.width, (e.clientY - box.top) / box.height);
  }, { passive: false });
  for (const node of svg.querySelectorAll("[data-node]")) {
    const dim = (on) => svg.querySelectorAll("[data-n]").forEach((l) => l.classList.toggle("dim", on && !l.dataset.n.split(" ").includes(node.dataset.node)));
    node.addEventListener("mouseenter", () => dim(true));
    node.addEventListener("mouseleave", () => dim(false));
    node.addEventListener("focus", () => dim(true));
    node.addEventListener("blur", () => dim(false));
  }
}
const KEPT = ["display", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "paint-order"];
/* The size on the page; of a drawing that this width of window does not show, its own. */
function sizeOf(svg) {
  const box = svg.getBoundingClientRect();
  return box.width ? [Math.round(box.width), Math.round(box.height)] : svg.getAttribute("viewBox").split(" ").slice(2).map(Number);
}
function still(svg) {
  const copy = svg.cloneNode(true);
  const from = svg.querySelectorAll("*"), to = copy.querySelectorAll("*");
  from.forEach((el, n) => { const style = getComputedStyle(el); for (const name of KEPT) if (style.getPropertyValue(name)) to[n].setAttribute(name, style.getPropertyValue(name)); });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const [width, height] = sizeOf(svg);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  return new XMLSerializer().serializeToString(copy);
}
function picture(svg) {
  const [width, height] = sizeOf(svg), image = new Image(), canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  image.onload = () => {
    const pen = canvas.getContext("2d");
    pen.fillStyle = token("card");
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(URL.createObjectURL(blob), `${svg.id}.png`));
  };
  image.src = URL.createObjectURL(new Blob([still(svg)], { type: "image/svg+xml" }));
}
const zoomables = () => document.querySelectorAll("[data-zoom-tools]").forEach(zoomable);
zoomables();
document.addEventListener("htmx:afterSettle", zoomables);

/* Review: the keyboard judges what is in hand, a pair or one claim; who judges is remembered in this browser. */
(() => {
  const box = document.querySelector("[data-cards]");
  const form = document.querySelector("[data-judge]");
  if (!box) return;
  const steps = [...box.querySelectorAll("[data-step]")];
  let at = -1;
  function hold(n) {
    at = Math.max(0, Math.min(n, steps.length - 1));
    steps.forEach((c, i) => c.classList.toggle("on", i === at));
    if (steps[at]) { steps[at].focus({ preventScroll: true }); steps[at].scrollIntoView({ block: "nearest" }); }
  }
  if (form) {
    form.by.value = localStorage.getItem("by") || "";
    form.by.addEventListener("change", () => localStorage.setItem("by", form.by.value));
    form.addEventListener("submit", (e) => e.preventDefault());
    document.addEventListener("htmx:confirm", (e) => {
      if (e.detail.path !== "/judgements" || form.by.value.trim()) return;
      e.preventDefault();
      form.by.focus();
    });
  }
  document.addEventListener("htmx:beforeSwap", (e) => {
    e.detail.target.querySelectorAll(".failed").forEach((old) => old.remove());
    if (e.detail.xhr.status === 422) { e.detail.shouldSwap = true; e.detail.isError = false; }
  });
  document.addEventListener("keydown", (e) => {
    if (e.target.closest("input, select, textarea") || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "j") return hold(at + 1);
    if (e.key === "k") return hold(at - 1);
    const button = at >= 0 && [...steps[at].querySelectorAll(`[data-key="${CSS.escape(e.key)}"]`)].pop();
    if (button && !button.disabled) button.click();
  });
})();

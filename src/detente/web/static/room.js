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
    const trend = [...quarters].map(([q, [sum, n]]) => [q, Math.round(sum / n * 10) / 10]);
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
        formatter: (p) => p.data.says ? `${p.data.date}\n${wrap(p.data.says, 44)}\nintensity ${p.value[1]}` : `${p.value[0].slice(0, 7)}: mean ${p.value[1]}`,
      },
      xAxis: { type: "time", axisLine: { lineStyle: { color: token("rule") } }, axisLabel: { color: soft, hideOverlap: true }, splitLine: { show: true, lineStyle: { color: line } } },
      yAxis: { type: "value", min: -10, max: 10, interval: 5, axisLabel: { color: soft, formatter: (v) => (v > 0 ? "+" : v < 0 ? "−" : "") + Math.abs(v) }, splitLine: { lineStyle: { color: line } } },
      dataZoom: [
        { type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseMove: true },
        { type: "slider", height: 22, bottom: 10, borderColor: line, fillerColor: "rgba(120,140,160,.18)", handleStyle: { color: card, borderColor: soft }, moveHandleSize: 4, textStyle: { color: soft }, dataBackground: { lineStyle: { color: token("rule") }, areaStyle: { color: line } }, selectedDataBackground: { lineStyle: { color: soft }, areaStyle: { color: line } }, labelFormatter: (v) => iso(v).slice(0, 7) },
      ],
      series: [
        { type: "line", data: trend, step: "middle", symbol: "none", lineStyle: { color: token("rule"), width: 1.6 }, z: 2, silent: true,
          markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: token("rule"), type: "solid" }, data: [{ yAxis: 0 }] } },
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
const drawn = new Map();
function draw(box) {
  if (!window.echarts) return;
  const data = JSON.parse(document.getElementById(`${box.id}-data`).textContent);
  const option = charts[box.dataset.chart](data);
  let chart = drawn.get(box);
  if (!chart) {
    chart = echarts.init(box, null, { renderer: "canvas" });
    drawn.set(box, chart);
    chart.on("click", (p) => { if (p.data && (p.data.id || p.data.href)) location.href = p.data.href || `/event/${p.data.id}`; });
    new ResizeObserver(() => chart.resize()).observe(box);
    tools(box, chart, data);
  }
  chart.setOption(option, true);
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
document.addEventListener("htmx:afterSettle", (e) => daySliders(e.target));

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
  if (named) keep(named.dataset.n, true);
})();

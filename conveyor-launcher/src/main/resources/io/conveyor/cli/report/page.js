"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

  // All text comes from a run, so none of it is ever taken for markup.
  const element = (kind, text, ...classes) => {
    const made = document.createElement(kind);
    if (text !== undefined) made.textContent = text;
    made.classList.add(...classes);
    return made;
  };
  const byId = (id) => document.getElementById(id);

  const whole = (number) => Math.round(number).toLocaleString("en-US");
  const short = (number) => {
    if (Math.abs(number) < 1000) return number < 10 && number % 1 ? number.toFixed(1) : String(Math.round(number));
    const units = ["", "k", "M", "G", "T"];
    const unit = Math.min(4, Math.floor(Math.log10(Math.abs(number)) / 3));
    return (number / 1000 ** unit).toPrecision(3) + units[unit];
  };
  const time = (seconds) => {
    if (!seconds) return "–";
    if (seconds < 1e-3) return (seconds * 1e6).toPrecision(2) * 1 + " µs";
    if (seconds < 1) return (seconds * 1e3).toPrecision(2) * 1 + " ms";
    if (seconds < 60) return seconds.toPrecision(3) * 1 + " s";
    const minutes = Math.floor(seconds / 60);
    return `${minutes} min ${Math.round(seconds % 60)} s`;
  };
  const percent = (share) => (100 * share).toFixed(0) + " %";

  const words = {
    "run-completed": "Completed", "run-failed": "Failed", "run-cancelled": "Cancelled", "run-not-begun": "Failed before it began",
  };

  const head = () => {
    document.title = data.pipeline + " – Conveyor";
    byId("name").textContent = data.pipeline;
    const end = data.end.event;
    const outcome = byId("outcome");
    outcome.textContent = (words[end] || end) + (data.end.message ? ": " + data.end.message : "");
    outcome.classList.toggle("bad", end !== "run-completed");
    byId("verdict").textContent = data.verdict || "";
    const totals = [
      ["begun", new Date(data.begun).toLocaleString()], ["took", time(data.seconds)], ["in", whole(data.in)],
      ["out", whole(data.out)], ["results per second", data.seconds ? short(data.out / data.seconds) : "–"],
      ["skipped", whole(sum("skipped"))], ["dead letters", whole(sum("dead-lettered"))], ["restarts", whole(sum("restarts"))],
    ];
    for (const [name, value] of totals) {
      const pair = element("div");
      pair.append(element("dt", name), element("dd", value));
      byId("totals").append(pair);
    }
  };
  const sum = (field) => data.stages.reduce((all, stage) => all + stage[field], 0);

  const row = (table, kind, cells) => {
    const line = element("tr");
    for (const [text, ...classes] of cells) line.append(element(kind, text, ...classes));
    table.append(line);
    return line;
  };

  const stages = () => {
    const table = byId("stages");
    row(table, "th", [["stage", "text"], ["workers"], ["in"], ["out"], ["busy, stalled, starved", "text"], ["busy"], ["stalled"], ["starved"],
      ["p50"], ["p99"], ["bytes out"], ["retries"], ["skipped"], ["dead letters"], ["restarts"]]);
    for (const stage of data.stages) {
      const all = stage["busy-seconds"] + stage["stalled-seconds"] + stage["starved-seconds"] || 1;
      const share = (name) => stage[name + "-seconds"] / all;
      const line = row(table, "td", [[stage.stage, "text"], [whole(stage.workers)], [whole(stage.in)], [whole(stage.out)], ["", "text"],
        [percent(share("busy"))], [percent(share("stalled"))], [percent(share("starved"))], [time(stage["p50-seconds"])],
        [time(stage["p99-seconds"])], [short(stage["bytes-out"])], [stage.retries === undefined ? "–" : whole(stage.retries)],
        [whole(stage.skipped)], [whole(stage["dead-lettered"])], [whole(stage.restarts)]]);
      const bar = element("span", undefined, "shares");
      for (const name of ["busy", "stalled", "starved"]) {
        const part = element("i", undefined, name);
        part.style.width = `${100 * share(name)}%`;
        bar.append(part);
      }
      line.children[4].append(bar);
    }
  };

  // A column of a strip is the time between two moments, its colours the shares of it.
  const strip = (canvas, shares, seconds, deaths) => {
    const width = (canvas.width = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio)));
    const height = (canvas.height = Math.round(14 * devicePixelRatio));
    const pen = canvas.getContext("2d");
    const end = seconds[seconds.length - 1];
    pen.fillStyle = color("soft");
    pen.fillRect(0, 0, width, height);
    seconds.forEach((to, i) => {
      const from = i ? seconds[i - 1] : 0;
      const left = (from / end) * width;
      const right = (to / end) * width;
      let top = 0;
      for (const name of ["starved", "stalled", "busy"]) {
        const part = shares[name][i] * height;
        pen.fillStyle = color(name);
        pen.fillRect(left, top, right - left + 0.5, part);
        top += part;
      }
    });
    pen.fillStyle = color("died");
    for (const at of deaths) pen.fillRect((at / end) * width - 1, 0, Math.max(2, 2 * devicePixelRatio), height);
  };

  const since = (event) => (Date.parse(event.at) - Date.parse(data.begun)) / 1000;

  const workers = () => {
    const { seconds, stages: all } = data.timeline;
    const strips = [];
    for (const stage of all) {
      stage.workers.forEach((shares, worker) => {
        const lane = element("div", undefined, "lane");
        const name = stage.workers.length > 1 ? `${stage.stage} ${worker}` : stage.stage;
        const label = element("label", name);
        label.title = name;
        const canvas = element("canvas");
        const deaths = data.events.filter(
          (event) => event.event === "worker-died" && event.stage === stage.stage && event.worker === worker).map(since);
        lane.append(label, canvas);
        byId("workers").append(lane);
        strips.push(() => strip(canvas, shares, seconds, deaths));
      });
    }
    const axis = element("div", undefined, "axis");
    axis.append(element("span", "0 s"), element("span", time(seconds[seconds.length - 1])));
    byId("workers").append(axis);
    return () => strips.forEach((draw) => draw());
  };

  const charts = [];
  const chart = (place, title, series, values, scales, axes) => {
    const box = element("div", undefined, "chart");
    const heading = element("h3", title);
    heading.title = title;
    box.append(heading);
    byId(place).append(box);
    const draw = () => {
      box.querySelector(".uplot")?.remove();
      const options = {
        width: Math.max(240, box.clientWidth), height: 160, series, scales, cursor: { points: { size: 5 } },
        axes: axes.map((axis) => ({ stroke: color("quiet"), grid: { stroke: color("line"), width: 0.5 }, ticks: { stroke: color("line") },
          font: "11px system-ui", ...axis })),
      };
      new uPlot(options, values, box);
    };
    charts.push(draw);
  };

  const line = (label, name, more) => ({ label, stroke: () => color(name), width: 1.5, points: { show: false },
    value: (_, value) => (value == null ? "–" : short(value)), ...more });
  const clock = { label: "s", value: (_, value) => (value == null ? "–" : value.toFixed(1)) };
  const rateAxes = [{}, { size: 56, values: (_, ticks) => ticks.map(short) }];

  const rates = () => {
    const { seconds, stages: all } = data.timeline;
    const x = { x: { time: false } };
    chart("rates", "the run: inputs and results per second", [clock, line("in", "accent"), line("out", "busy")],
      [seconds, data.timeline.in, data.timeline.out], x, rateAxes);
    for (const stage of all) {
      chart("rates", stage.stage, [clock, line("blocks/s in", "accent"), line("blocks/s out", "busy"),
        line("input pipe full", "stalled", { scale: "%", value: (_, value) => (value == null ? "–" : percent(value)) })],
      [seconds, stage.in, stage.out, stage.fill], { ...x, "%": { range: [0, 1] } },
      [...rateAxes, { scale: "%", side: 1, grid: { show: false }, size: 60, values: (_, ticks) => ticks.map(percent) }]);
    }
  };

  const times = () => {
    const measured = data.stages.filter((stage) => stage["block-times"]?.length);
    byId("times-section").hidden = measured.length === 0;
    for (const stage of measured) {
      const buckets = stage["block-times"];
      chart("times", stage.stage, [{ label: "at most", value: (_, index) => (index == null ? "–" : time(buckets[index]?.seconds)) },
        line("blocks", "accent", { fill: () => color("accent"), paths: uPlot.paths.bars({ size: [0.9, 40] }) })],
      [buckets.map((_, index) => index), buckets.map((bucket) => bucket.blocks)],
      { x: { time: false, range: [-0.5, buckets.length - 0.5] }, y: { range: (_, least, most) => [0, most] } },
      [{ incrs: [1, 2, 4, 8], values: (_, ticks) => ticks.map((index) => (buckets[index] ? time(buckets[index].seconds) : "")) },
        { size: 56, values: (_, ticks) => ticks.map(short) }]);
    }
  };

  const events = () => {
    const told = data.events.filter((event) => event.event !== "worker-started");
    byId("no-events").hidden = told.length > 0;
    if (told.length === 0) return;
    const table = byId("events");
    row(table, "th", [["after"], ["event", "text"], ["stage", "text"], ["worker"], ["block", "text"], ["", "text"]]);
    for (const event of told) {
      row(table, "td", [[since(event).toFixed(1) + " s"], [event.event.replace(/-/g, " "), "text"], [event.stage || "", "text"],
        [event.worker ?? ""], [[event.block, event.text].filter(Boolean).join(" "), "text"], [event.message || "", "text", "long"]]);
    }
    if (data["further-events"]) row(table, "td", [["…"], [`${whole(data["further-events"])} more`, "text"]]);
  };

  const settings = () => {
    const table = byId("settings");
    const shown = (values) => Object.entries(values).map(([name, value]) => `${name}: ${value}`).join(", ");
    row(table, "td", [["pipeline", "text"], [shown(data.settings), "text", "long"]]);
    for (const stage of data.stages) row(table, "td", [[stage.stage, "text"], [shown(stage.settings), "text", "long"]]);
    row(table, "td", [["versions", "text"], [shown(data.versions), "text", "long"]]);
  };

  head();
  stages();
  let strips = () => {};
  if (data.timeline.seconds) {
    strips = workers();
    rates();
  } else {
    document.querySelectorAll(".timeline").forEach((section) => (section.hidden = true));
  }
  times();
  events();
  settings();
  const draw = () => {
    strips();
    charts.forEach((each) => each());
  };
  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) {
      width = innerWidth;
      draw();
    }
  });
})();

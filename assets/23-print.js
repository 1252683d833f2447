/* Before printing, charts take the width of the paper, and a table wider than the paper is made smaller until it fits;
   one that would become too small to read goes on a sheet turned on its side. After printing all is as before. */
(function () {
  "use strict";
  const PAPER = 703, ON_SIDE = 1031;  // CSS pixels between margins of 12 mm, as in 62-print.css
  const CHART = 660, CARD_HEIGHT = 265;  // two sheets hold the card of a school
  const LEGIBLE = 0.8;

  function charts(toPaper) {
    const onCard = document.querySelector(".of-school-card") !== null;
    document.querySelectorAll(".js-plotly-plot").forEach(function (chart) {
      const before = chart.dataset.height || (chart.dataset.height = chart.layout.height || "");
      const height = onCard ? { height: toPaper ? CARD_HEIGHT : Number(before) || null } : {};
      window.Plotly.relayout(chart, toPaper ? { width: CHART, ...height } : { width: null, autosize: true, ...height });
    });
  }

  function fit(table) {
    const card = table.closest(".card") || table.parentElement;
    const room = table.parentElement.clientWidth, width = table.offsetWidth;
    let share = room / width;
    if (share < LEGIBLE) {
      card.classList.add("on-side");
      share = (ON_SIDE - PAPER + room) / width;
    }
    if (share < 1) table.style.zoom = Math.floor(1000 * share) / 1000;
  }

  function tables(toPaper) {
    const found = [...document.querySelectorAll(".content table")].filter((table) => !table.closest(".chart-numbers, .visually-hidden"));
    document.querySelectorAll(".on-side").forEach((card) => card.classList.remove("on-side"));
    found.forEach((table) => { table.style.zoom = ""; });
    document.documentElement.classList.toggle("to-paper", toPaper);
    if (toPaper) found.forEach(fit);
  }

  function turn(toPaper) { charts(toPaper); tables(toPaper); }

  window.addEventListener("beforeprint", () => turn(true));
  window.addEventListener("afterprint", () => turn(false));
})();

/* Charts take the width of the paper for printing and of the screen after it. */
(function () {
  "use strict";
  const PAPER_WIDTH = 660, CARD_HEIGHT = 265;  // two sheets hold the card of a school

  function fit(toPaper) {
    const onCard = document.querySelector(".of-school-card") !== null;
    document.querySelectorAll(".js-plotly-plot").forEach(function (chart) {
      const before = chart.dataset.height || (chart.dataset.height = chart.layout.height || "");
      const height = onCard ? { height: toPaper ? CARD_HEIGHT : Number(before) || null } : {};
      window.Plotly.relayout(chart, toPaper ? { width: PAPER_WIDTH, ...height } : { width: null, autosize: true, ...height });
    });
  }

  window.addEventListener("beforeprint", () => fit(true));
  window.addEventListener("afterprint", () => fit(false));
})();

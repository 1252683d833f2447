/* Charts take the width of the paper for printing and of the screen after it. */
(function () {
  "use strict";
  const PAPER_WIDTH = 680;

  function fit(toPaper) {
    document.querySelectorAll(".js-plotly-plot").forEach(function (chart) {
      const width = toPaper ? Math.min(PAPER_WIDTH, chart.clientWidth || PAPER_WIDTH) : null;
      window.Plotly.relayout(chart, toPaper ? { width: width } : { width: null, autosize: true });
    });
  }

  window.addEventListener("beforeprint", () => fit(true));
  window.addEventListener("afterprint", () => fit(false));
})();

/* Charts take the width of the paper for printing and of the screen after it. */
(function () {
  "use strict";
  const PAPER_WIDTH = 660;

  function fit(toPaper) {
    document.querySelectorAll(".js-plotly-plot").forEach(function (chart) {
      window.Plotly.relayout(chart, toPaper ? { width: PAPER_WIDTH } : { width: null, autosize: true });
    });
  }

  window.addEventListener("beforeprint", () => fit(true));
  window.addEventListener("afterprint", () => fit(false));
})();

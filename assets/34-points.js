/* A click on a point of a chart, or on its name, opens what stands behind it (dashboard/ui/funnel.py). Plotly tells of
   clicks only through its own chart, which appears later than the page: it is asked when the pointer first meets it. */
(function () {
  "use strict";

  function open(href) {
    if (href) window.goTo(href);
  }

  function listen(chart) {
    chart.dataset.listens = "yes";
    chart.on("plotly_click", (event) => open(event.points[0].customdata?.[1]));
    chart.on("plotly_clickannotation", (event) => open(event.annotation.name));
  }

  document.addEventListener("pointerover", function (event) {
    const chart = event.target.closest ? event.target.closest(".chart-points .js-plotly-plot") : null;
    if (chart && chart.on && !chart.dataset.listens) listen(chart);
  });
})();

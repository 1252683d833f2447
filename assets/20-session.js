/* A session that ended while a page was open: the answer 401 leads to the log-in and back to the same page. */
(function () {
  "use strict";
  const ask = window.fetch;
  window.fetch = async function (...given) {
    const answer = await ask.apply(this, given);
    const address = String(given[0] && given[0].url ? given[0].url : given[0]);
    if (answer.status === 401 && (address.includes("_dash-") || address.startsWith("/search"))) {
      location.assign("/login?next=" + encodeURIComponent(location.pathname + location.search));
    }
    return answer;
  };
})();

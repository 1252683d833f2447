/* Sorting by a click on a header: figures from the largest, words from the first letter, numbers inside words
   in their natural order. Rows without a value stay last; totals live in the foot and do not move. */
(function () {
  "use strict";
  const words = new Intl.Collator("ru", { numeric: true });
  const isNumber = (text) => text !== "" && Number.isFinite(Number(text));

  function compare(one, other, direction) {
    if (one === "" || other === "") return (one === "") - (other === "");
    const both = isNumber(one) && isNumber(other);
    return direction * (both ? Number(one) - Number(other) : words.compare(one, other));
  }

  function sort(head) {
    const at = head.cellIndex;
    const body = head.closest("table").tBodies[0];
    const rows = [...body.rows].map((row) => ({ row: row, value: row.cells[at].dataset.sort || "" }));
    const first = head.dataset.first;
    const second = first === "ascending" ? "descending" : "ascending";
    const order = head.getAttribute("aria-sort") === first ? second : first;
    rows.sort((one, other) => compare(one.value, other.value, order === "ascending" ? 1 : -1));
    body.append(...rows.map((one) => one.row));
    head.parentNode.querySelectorAll("[aria-sort]").forEach((one) => one.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", order);
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest ? event.target.closest("button.sort") : null;
    if (button) sort(button.closest("th"));
  });
})();

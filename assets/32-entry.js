/* What the numbers typed into a line of the entry form make: «= 40,0 %». Only shown; the server counts for itself. */
(() => {
  const number = (text) => {
    const plain = String(text ?? "").replace(/\s/g, "").replace(",", ".");
    return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
  };

  const value = (above, below, kind) => {
    const top = number(above);
    const bottom = kind.two ? number(below) : 1;
    if (top === null || !bottom) return "";
    const digits = { minimumFractionDigits: kind.decimals, maximumFractionDigits: kind.decimals };
    const figure = ((kind.factor * top) / bottom).toLocaleString("ru-RU", digits);
    return kind.sign ? `= ${figure}\u202f${kind.sign}` : `= ${figure}`;
  };

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    entry: { value },
  });
})();

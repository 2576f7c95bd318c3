
"use strict";
(() => {
  const table = document.getElementById("hosts");
  if (!table) return;
  const heads = [...table.tHead.rows[0].cells];
  const bodies = [...table.tBodies];
  const value = (body, column) => body.rows[0].cells[column].dataset.v;

  const sort = (column) => {
    const head = heads[column];
    const isNumber = head.classList.contains("number");
    const before = head.getAttribute("aria-sort");
    const order = before ? (before === "ascending" ? "descending" : "ascending") : isNumber ? "descending" : "ascending";
    const sign = order === "ascending" ? 1 : -1;
    const compare = isNumber
      ? (a, b) => value(a, column) - value(b, column)
      : (a, b) => value(a, column).localeCompare(value(b, column));
    bodies.sort((a, b) => sign * compare(a, b));
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", order);
    table.tFoot.before(...bodies);
  };

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(column));
    head.append(button);
  });

  const find = document.createElement("input");
  find.type = "search";
  find.placeholder = "Find a host";
  find.setAttribute("aria-label", "Find a host");
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    bodies.forEach((body) => { body.hidden = !value(body, 0).toLowerCase().includes(wanted); });
  });
  document.querySelector(".bar").append(find);
})();

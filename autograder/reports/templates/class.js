// Sorting and filtering. Without it the page is a plain table.
(() => {
  const table = document.querySelector(".heat");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const tools = document.querySelector(".tools");
  const [name, kind] = tools.querySelectorAll("input, select");
  const shown = tools.querySelector("output");
  tools.hidden = false;

  const filter = () => {
    const wanted = name.value.trim().toLowerCase();
    let count = 0;
    for (const row of rows) {
      const fits = row.cells[0].textContent.toLowerCase().includes(wanted)
        && (kind.value === "" || row.dataset.kinds.split(" ").includes(kind.value));
      row.hidden = !fits;
      count += fits;
    }
    shown.textContent = `${count} of ${rows.length} students`;
  };
  name.addEventListener("input", filter);
  kind.addEventListener("change", filter);
  filter();

  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return column === 0 ? cell.textContent.trim() : Number(cell.dataset.value ?? -1);
  };
  const sort = (head, column) => {
    const before = head.getAttribute("aria-sort");
    for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
    const down = before === "ascending";
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const ordered = rows.map((row) => [valueOf(row, column), row]);
    ordered.sort(([a], [b]) => (column === 0 ? a.localeCompare(b) : a - b) * (down ? -1 : 1));
    body.append(...ordered.map(([, row]) => row));
  };
  Array.from(table.tHead.rows).at(-1).querySelectorAll("th").forEach((head, column) => {
    const label = head.firstElementChild;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label.textContent;
    button.title = `sort by ${label.textContent.trim()}`;
    label.replaceWith(button);
    button.addEventListener("click", () => sort(head, column));
  });
})();

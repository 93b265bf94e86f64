// Sorting and filtering. Without it the page is a plain table.
(() => {
  const FIRST = 200; // rows in the table at once: to lay out ten thousand takes a browser many seconds
  const table = document.querySelector(".heat");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row) => ({
    row,
    name: row.firstElementChild.textContent.trim(),
    kinds: row.dataset.kinds.split(" "),
  }));
  const tools = document.querySelector(".tools");
  const [name, kind] = tools.querySelectorAll("input, select");
  const told = tools.querySelector("output");
  const more = document.querySelector(".more");
  const alphabet = new Intl.Collator(undefined, { numeric: true });
  let ordered = rows;

  const show = (most) => {
    const wanted = name.value.trim().toLowerCase();
    const fitting = ordered.filter((one) => one.name.toLowerCase().includes(wanted)
      && (kind.value === "" || one.kinds.includes(kind.value)));
    const seen = new DocumentFragment();
    for (const { row } of fitting.slice(0, most)) seen.append(row);
    body.replaceChildren(seen);
    const left = fitting.length > most;
    told.textContent = `${fitting.length} of ${rows.length} students${left ? `, the first ${most} shown` : ""}`;
    more.hidden = !left;
    more.firstElementChild.textContent = `Show all ${fitting.length}`;
  };
  const showFirst = () => show(FIRST);
  const showAll = () => show(rows.length);

  const keyOf = ({ row, name }, column) => {
    if (column === 0) return name;
    const number = parseFloat(row.children[column].textContent.replace("–", "0"));
    return Number.isNaN(number) ? -1 : number;
  };
  const sort = (head, column) => {
    const before = head.getAttribute("aria-sort");
    for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
    const down = before === "ascending";
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = rows.map((one) => [keyOf(one, column), one]);
    const compare = column === 0 ? alphabet.compare : (a, b) => a - b;
    keyed.sort(([a], [b]) => compare(a, b) * (down ? -1 : 1));
    ordered = keyed.map(([, one]) => one);
    showFirst();
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

  name.addEventListener("input", showFirst);
  kind.addEventListener("change", showFirst);
  more.firstElementChild.addEventListener("click", showAll);
  window.addEventListener("beforeprint", showAll);
  showFirst();
  tools.hidden = false;
  document.documentElement.classList.remove("loading");
})();

"use strict";
// Narrow screens show the reference and one option of a table, which the reader picks.
// Without this script the table scrolls sideways inside its box.
(() => {
  const narrow = matchMedia("(max-width:640px)");
  for (const table of document.querySelectorAll("table[data-pick]")) {
    const names = [...table.tHead.rows[0].cells].slice(2);
    const box = document.createElement("p"), label = document.createElement("label"), select = document.createElement("select");
    box.className = "pick";
    select.id = table.id + "-pick";
    label.htmlFor = select.id;
    label.textContent = table.dataset.pick;
    names.forEach((name, i) => select.add(new Option(name.textContent, i)));
    box.append(label, select);
    const show = () => {
      for (const row of table.rows) {
        if (row.cells.length === 1) {
          row.cells[0].colSpan = narrow.matches ? 3 : names.length + 2;
          continue;
        }
        [...row.cells].slice(2).forEach((cell, i) => cell.classList.toggle("off", narrow.matches && i !== select.selectedIndex));
      }
      box.hidden = !narrow.matches;
    };
    table.parentElement.before(box);
    select.addEventListener("change", show);
    narrow.addEventListener("change", show);
    show();
  }
})();

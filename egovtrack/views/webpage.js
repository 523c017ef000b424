"use strict";
for (const table of document.querySelectorAll(".scroll>table")) {
  const body = table.tBodies[0], rows = [...body.rows], place = table.closest("div[id]");
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const key = (row, at) => row.cells[at].dataset.s || row.cells[at].textContent.trim();
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    if (head.className === "plain" || rows.length < 2) return;
    const button = document.createElement("span"); // a button would not be printed again on each page
    button.tabIndex = 0;
    button.setAttribute("role", "button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      button.click();
    });
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const each of head.parentNode.cells) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const keyed = rows.map((row, was) => [key(row, at), was, row]);
      // What is empty stays at the end, and equal ones stay as they were.
      keyed.sort((a, b) => !a[0] - !b[0] || (up ? order(a[0], b[0]) : order(b[0], a[0])) || a[1] - b[1]);
      body.append(...keyed.map((each) => each[2]));
    });
  });
  const tools = place && place.querySelector(".tools");
  if (!tools) continue;
  const input = tools.querySelector("input"), told = tools.querySelector("output");
  let texts;
  const tell = () => {
    const target = document.getElementById(location.hash.slice(1)); // :target is not set yet when the page is read
    const only = target && target.className === "only" && place.contains(target) ? target.id : "";
    const shown = rows.filter((row) => !row.hidden && (!only || row.classList.contains(only))).length;
    told.textContent = told.dataset.words.replace("{shown}", shown).replace("{whole}", rows.length);
  };
  const search = () => {
    texts = texts || rows.map((row) => row.textContent.toLowerCase());
    const words = input.value.toLowerCase().split(/\s+/);
    rows.forEach((row, at) => { row.hidden = !words.every((word) => texts[at].includes(word)); });
    tell();
  };
  tools.hidden = false;
  input.addEventListener("input", search);
  addEventListener("hashchange", tell);
  tell();
}

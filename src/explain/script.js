
"use strict";
(() => {
  const show = (form) => {
    const shown = new Set([...form.querySelectorAll("input:checked")].map((box) => box.value));
    document.querySelectorAll(".blocks > li").forEach((block) => { block.hidden = !shown.has(block.dataset.label); });
  };
  const all = (form, fits) => {
    form.querySelectorAll("input").forEach((box) => { box.checked = fits(box.parentElement); });
    show(form);
  };
  const arm = (form) => {
    if (!form || form.dataset.armed) return;
    form.dataset.armed = "yes";
    form.addEventListener("change", () => show(form));
    form.addEventListener("submit", (event) => event.preventDefault());
    const choices = [["all", () => true], ["only kept", (box) => box.classList.contains("kept")], ["only dropped", (box) => !box.classList.contains("kept")]];
    choices.forEach(([name, fits]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.addEventListener("click", () => all(form, fits));
      form.append(button);
    });
  };
  const look = () => document.querySelectorAll(".filters").forEach(arm);
  look();
  // The workbench puts a new explanation in the place of the old one.
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("keydown", (event) => {
    const block = document.activeElement && document.activeElement.closest(".blocks > li");
    if (!block || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    let next = block;
    do next = event.key === "ArrowDown" ? next.nextElementSibling : next.previousElementSibling; while (next && next.hidden);
    if (next) { event.preventDefault(); next.focus(); }
  });
})();

// Hovering or focusing a finding or a move marks the rows of the picture it points at.
(() => {
  const rows = (item) => (item.dataset.jzPoints || "").split(" ").filter(Boolean)
    .map((id) => document.getElementById("step-" + id)).filter(Boolean);
  const mark = (on) => (event) => {
    const item = event.target.closest && event.target.closest("[data-jz-points]");
    if (item) rows(item).forEach((row) => row.classList.toggle("jz-pointed", on));
  };
  document.addEventListener("mouseover", mark(true));
  document.addEventListener("mouseout", mark(false));
  document.addEventListener("focusin", mark(true));
  document.addEventListener("focusout", mark(false));
})();

// A slider and the number beside it say the same; only the number is sent. A map wider than its frame opens where it begins.
// Works again after every swap.
(() => {
  const pair = (input) => {
    const span = input.closest && input.closest("[data-jz-slide]");
    return span && [...span.querySelectorAll("input")].find((other) => other !== input);
  };
  document.addEventListener("input", (event) => {
    const other = pair(event.target);
    if (other) other.value = event.target.value;
  }, true);
  const begun = new WeakMap();
  const begin = () => document.querySelectorAll("[data-jz-from]").forEach((frame) => {
    const start = document.getElementById(frame.dataset.jzFrom);
    const place = start && start.getAttribute("cx") + " " + frame.scrollWidth;
    if (!start || begun.get(frame) === place) return;
    begun.set(frame, place);
    const [inner, outer] = [start.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
  });
  begin();
  document.addEventListener("htmx:after:swap", begin);
})();

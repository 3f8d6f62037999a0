// A slider and the number beside it say the same; only the number is sent. Works again after every swap.
(() => {
  const pair = (input) => {
    const span = input.closest && input.closest("[data-jz-slide]");
    return span && [...span.querySelectorAll("input")].find((other) => other !== input);
  };
  document.addEventListener("input", (event) => {
    const other = pair(event.target);
    if (other) other.value = event.target.value;
  }, true);
})();

// A file larger than one may be is not sent at all: the reason stands beside its field at once.
document.addEventListener("change", (event) => {
  const field = event.target.closest("input[type=file][data-jz-most]");
  const file = field && field.files[0];
  if (!file || file.size <= Number(field.dataset.jzMost)) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  field.value = "";
  document.getElementById("t-" + field.id).textContent = field.dataset.jzTooLarge.replace("{name}", file.name);
}, true);

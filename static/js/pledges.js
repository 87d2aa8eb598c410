/* A pledge form shows the fields its kind asks for. Nothing typed and no error is ever hidden; the server decides. */

const FALLS = ["reduce_at_least", "reduce_range"];
const NUMBERLESS = ["zero", "qualitative"];
const ASKED = {
  target: (kind) => !NUMBERLESS.includes(kind),
  target_max: (kind) => kind === "reduce_range",
  measure: (kind) => kind !== "qualitative",
  baseline_label: (kind) => FALLS.includes(kind),
  baseline: (kind) => FALLS.includes(kind),
  allows_over_100: (kind) => !NUMBERLESS.includes(kind) && !FALLS.includes(kind),
};

function isUsed(field) {
  const filled = field.type === "checkbox" ? field.checked : field.value.trim() !== "";
  return filled || field.classList.contains("is-invalid");
}

function show(form, kind) {
  for (const [name, asks] of Object.entries(ASKED)) {
    const field = form.elements.namedItem(name);
    const place = field?.closest(".field");
    if (place) place.hidden = !asks(kind) && !isUsed(field);
  }
}

for (const kind of document.querySelectorAll("select[data-kind]")) {
  show(kind.form, kind.value);
  kind.addEventListener("change", () => show(kind.form, kind.value));
}

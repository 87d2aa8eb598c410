/* A criterion's form shows what its formula asks for. Nothing typed and no error is ever hidden; the server decides. */

function isUsed(part) {
  return [...part.querySelectorAll("input, select, textarea")].some((field) => {
    const filled = field.type === "checkbox" ? field.checked : field.value.trim() !== "";
    return filled || field.classList.contains("is-invalid");
  });
}

function fits(part, formula) {
  const asked = part.dataset.for.split(" ");
  return asked.includes(formula) || (asked.includes("leaf") && formula !== "");
}

function showFormula(form, formula) {
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = !fits(part, formula) && !isUsed(part);
}

function showAssessor(form, assessor) {
  for (const part of form.querySelectorAll("[data-for-assessor]")) {
    part.hidden = part.dataset.forAssessor !== assessor && !isUsed(part);
  }
}

for (const [mark, show] of [["formula", showFormula], ["assessor", showAssessor]]) {
  for (const choice of document.querySelectorAll(`select[data-${mark}]`)) {
    show(choice.form, choice.value);
    choice.addEventListener("change", () => show(choice.form, choice.value));
  }
}

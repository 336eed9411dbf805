// A long list to choose from gets a field to search it; without this it stays an ordinary list.

const LONG = 8;

document.querySelectorAll("select[data-search]").forEach((select) => {
  const all = [...select.options];
  if (all.length <= LONG) return;
  const field = document.createElement("input");
  field.type = "search";
  field.className = "search";
  field.autocomplete = "off";
  field.placeholder = select.dataset.search;
  field.setAttribute("aria-label", select.dataset.search);
  field.addEventListener("input", () => {
    const said = field.value.trim().toLowerCase();
    const kept = all.filter((one) => !one.value || one.selected || matches(one, said));
    const chosen = select.value;
    select.replaceChildren(...kept);
    select.value = chosen;
  });
  select.before(field);
});

/** Whether an option's words or code have what was typed. */
function matches(option, said) {
  return `${option.textContent} ${option.value}`.toLowerCase().includes(said);
}

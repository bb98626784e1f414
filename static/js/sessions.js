/* The editor of days and times: what does not go with the chosen "How often?" is put away. Without this script all of it is there. */
for (const row of document.querySelectorAll('[data-session]')) {
  const parts = row.querySelectorAll('[data-for]')
  const show = () => {
    const chosen = row.querySelector('input[name$="-often"]:checked')
    for (const part of parts) part.hidden = !chosen || !part.dataset.for.split(' ').includes(chosen.value)
  }
  if (!row.querySelector('input[name$="-often"]')) continue
  row.addEventListener('change', (event) => { if (event.target.name.endsWith('-often')) show() })
  show()
}

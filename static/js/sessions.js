/* The editor of days and times: what does not go with the chosen "How often?" is put away, unless something is written in it.
   Without this script all of it is there. */
for (const row of document.querySelectorAll('[data-session]')) {
  const choices = [...row.querySelectorAll('input[name$="-often"]')]
  if (!choices.length) continue
  const isWritten = (part) => [...part.querySelectorAll('input[type="text"], textarea')].some((box) => box.value.trim())
  const show = () => {
    const chosen = choices.find((one) => one.checked)
    for (const part of row.querySelectorAll('[data-for]')) {
      part.hidden = !isWritten(part) && !(chosen && part.dataset.for.split(' ').includes(chosen.value))
    }
  }
  for (const one of choices) one.addEventListener('change', show)
  show()
}

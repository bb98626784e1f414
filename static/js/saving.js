// Saves a form as it is typed, by the same address and with the same answer for everybody: without this script its buttons do it.
const form = document.querySelector('form[data-saves]')
const status = form?.querySelector('[data-saved]')
const PAUSE = 1500
let waiting = 0
let isSaving = false
let isChanged = false

async function save() {
  if (isSaving) return
  isSaving = true
  isChanged = false
  try {
    const data = new FormData(form)
    data.set('deed', 'save')
    const answer = await fetch(form.action, { method: 'POST', body: data, headers: { 'X-Saved-By-Script': 'yes' }, redirect: 'error' })
    if (!answer.ok) throw new Error(String(answer.status))
    const told = await answer.json()
    for (const [name, mark] of Object.entries(told.was)) form.elements[name].value = mark
    form.elements.form_key.value = told.form_key
    status.textContent = told.saved
  } catch {
    status.textContent = 'Not saved just now. Press “Save for later” to try again.'
  }
  isSaving = false
  if (isChanged) later()
}

function later() {
  isChanged = true
  clearTimeout(waiting)
  waiting = setTimeout(save, PAUSE)
}

if (form && status) {
  form.addEventListener('input', later)
  form.addEventListener('submit', () => clearTimeout(waiting))
}

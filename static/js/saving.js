// Saves a form as it is typed, by the same address and with the same answer for everybody: without this script its buttons do it.
const form = document.querySelector('form[data-saves]')
const status = form?.querySelector('[data-saved]')
const PAUSE = 1500
const AGAIN = 15000
const LONGEST = 10000
const OFF_LINE = 'You are off-line. What you typed is still on this page. It is saved as soon as you are back.'
const SIGNED_OUT = 'You are signed out. Press “Save for later”: what you typed is kept while you sign in again.'
const NOT_SAVED = 'Not saved just now. We try again in a moment. You can go on typing.'
let waiting = 0
let isSaving = false
let isChanged = false
let pressed = null

function say(words) {
  if (status.textContent !== words) status.textContent = words
}

async function send() {
  const data = new FormData(form)
  data.set('deed', 'save')
  const how = { method: 'POST', body: data, headers: { 'X-Saved-By-Script': 'yes' }, redirect: 'error', keepalive: true }
  return fetch(form.action, { ...how, signal: AbortSignal.timeout(LONGEST) })
}

function remember(told) {
  for (const [name, mark] of Object.entries(told.was)) form.elements[name].value = mark
  form.elements.form_key.value = told.form_key
  say(told.saved)
}

async function save() {
  if (isSaving) return
  clearTimeout(waiting)
  isSaving = true
  isChanged = false
  try {
    const answer = await send()
    if (answer.ok) remember(await answer.json())
    else if (answer.status === 409) say(SIGNED_OUT)
    else throw new Error(String(answer.status))
  } catch {
    isChanged = true
    say(navigator.onLine ? NOT_SAVED : OFF_LINE)
    waiting = setTimeout(save, AGAIN)
  }
  isSaving = false
  if (pressed) form.requestSubmit(pressed)
  else if (isChanged && !status.textContent.startsWith(NOT_SAVED) && navigator.onLine) later()
}

function later() {
  isChanged = true
  clearTimeout(waiting)
  waiting = setTimeout(save, PAUSE)
}

// A button that is pressed while a save is under way waits for it, so that the page never crosses itself.
function wait(event) {
  clearTimeout(waiting)
  isChanged = false
  pressed = isSaving ? event.submitter : null
  if (isSaving) event.preventDefault()
}

function leave() {
  if (isChanged && document.visibilityState === 'hidden') save()
}

if (form && status) {
  form.addEventListener('input', later)
  form.addEventListener('submit', wait)
  document.addEventListener('visibilitychange', leave)
  window.addEventListener('offline', () => say(OFF_LINE))
  window.addEventListener('online', save)
}

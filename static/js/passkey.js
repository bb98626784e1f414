// Signs in with a passkey, or makes one: the browser asks the person, and what the device answers goes into the form. Without this script the form is not shown.
const form = document.querySelector('form[data-passkey]')
const said = form?.querySelector('[data-said]')
const STOPPED = 'Nothing was done. You can try again.'
const HERE_ALREADY = 'This device has a passkey for your account already.'
const NO_ANSWER = 'The site did not answer. Try again in a moment.'
let isAsking = false

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

async function ask() {
  const answer = await fetch(form.dataset.ask, { method: 'POST', body: new FormData(form), redirect: 'error' })
  const told = await answer.json()
  if (!answer.ok) throw new Error(told.problem)
  return told
}

function opened(told) {
  const options = { ...told, challenge: bytes(told.challenge) }
  if (told.user) options.user = { ...told.user, id: bytes(told.user.id) }
  if (told.excludeCredentials) options.excludeCredentials = told.excludeCredentials.map((one) => ({ ...one, id: bytes(one.id) }))
  return options
}

function closed(credential) {
  const response = {}
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[name]) response[name] = text(credential.response[name])
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response })
}

async function show() {
  let told
  try {
    told = await ask()
  } catch (error) {
    return error.name === 'Error' && error.message ? error.message : NO_ANSWER
  }
  try {
    const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: opened(told) })
    form.elements.credential.value = closed(credential)
  } catch (error) {
    return error.name === 'InvalidStateError' ? HERE_ALREADY : STOPPED
  }
  if (form.elements.password) form.elements.password.value = ''
  form.submit()
  return ''
}

if (form && window.PublicKeyCredential) {
  form.hidden = false
  document.querySelector('[data-instead]')?.remove()
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (isAsking) return
    isAsking = true
    said.textContent = ''
    said.textContent = await show()
    isAsking = false
  })
}

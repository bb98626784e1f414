// A button that shows what was typed, for whoever types a long password on a phone. Without this script there is none.
for (const box of document.querySelectorAll('main input[type="password"]')) {
  const row = document.createElement('div')
  const button = document.createElement('button')
  const rest = document.createElement('span')
  row.className = 'app-password'
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary app-small-button'
  rest.className = 'govuk-visually-hidden'
  rest.textContent = ' password'
  box.before(row)
  row.append(box, button)

  const show = (isShown) => {
    box.type = isShown ? 'text' : 'password'
    button.replaceChildren(isShown ? 'Hide' : 'Show', rest)
  }
  show(false)
  button.addEventListener('click', () => show(box.type === 'password'))
  // A browser must not remember it as a text.
  box.form?.addEventListener('submit', () => show(false))
}

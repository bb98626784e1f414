// Suggestions while typing, as an ARIA combobox with a list: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
// The box works without this script; with it, arrow keys choose, Enter takes, Escape closes.
const WAIT_MS = 150
const SHORTEST = 2

const make = (name, attributes) => {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}

const attach = (input) => {
  const kind = input.dataset.suggest
  const list = make('ul', { id: `${input.id}-suggestions`, role: 'listbox', class: 'app-suggest', 'aria-label': 'Suggestions' })
  const status = make('p', { role: 'status', class: 'govuk-visually-hidden' })
  let chosen = -1
  let timer = 0
  let asked = ''

  list.hidden = true
  input.parentNode.append(list, status)
  for (const [key, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', list.id], ['autocomplete', 'off']]) {
    input.setAttribute(key, value)
  }

  const close = () => {
    list.hidden = true
    chosen = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }

  const mark = (place) => {
    const options = [...list.children]
    if (!options.length) return
    chosen = (place + options.length) % options.length
    options.forEach((option, i) => option.setAttribute('aria-selected', String(i === chosen)))
    input.setAttribute('aria-activedescendant', options[chosen].id)
  }

  const take = (option) => {
    input.value = option.textContent
    asked = input.value
    close()
    input.focus()
  }

  const show = (texts) => {
    list.replaceChildren(...texts.map((text, i) => {
      const option = make('li', { id: `${list.id}-${i}`, role: 'option', class: 'app-suggest__option', 'aria-selected': 'false' })
      option.textContent = text
      option.addEventListener('mousedown', (event) => event.preventDefault())
      option.addEventListener('click', () => take(option))
      return option
    }))
    chosen = -1
    input.removeAttribute('aria-activedescendant')
    list.hidden = !texts.length
    input.setAttribute('aria-expanded', String(texts.length > 0))
    status.textContent = texts.length ? `${texts.length} suggestions. Use the arrow keys to choose.` : ''
  }

  const ask = async () => {
    const text = input.value.trim()
    if (text === asked) return
    asked = text
    if (text.length < SHORTEST) return close()
    try {
      const answer = await fetch(`/suggest?${new URLSearchParams({ [kind]: text })}`, { credentials: 'same-origin' })
      const texts = answer.ok ? await answer.json() : []
      if (text === asked && document.activeElement === input) show(texts)
    } catch {
      close() // the box works without suggestions
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, WAIT_MS)
  })
  input.addEventListener('blur', close)
  input.addEventListener('keydown', (event) => {
    if (list.hidden) return
    if (event.key === 'ArrowDown') mark(chosen + 1)
    else if (event.key === 'ArrowUp') mark(chosen < 0 ? -1 : chosen - 1)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && chosen >= 0) take(list.children[chosen])
    else return
    event.preventDefault()
  })
}

document.querySelectorAll('input[data-suggest]').forEach(attach)

/* The dashboard of staff: "/" goes to the search box, unless somebody is typing, holds another key, or has turned it off. */
const OFF = 'slash-is-off'
const box = document.querySelector('[data-shortcut="/"]')
const choice = document.querySelector('[data-slash]')
const tick = choice && choice.querySelector('input')

const kept = () => { try { return localStorage.getItem(OFF) } catch { return null } }
const keep = (isOff) => { try { if (isOff) localStorage.setItem(OFF, 'yes'); else localStorage.removeItem(OFF) } catch { /* private windows keep nothing */ } }

if (box && tick) {
  tick.checked = !kept()
  choice.hidden = false
  tick.addEventListener('change', () => keep(!tick.checked))
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof Element && event.target.closest('input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]')
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey || !tick.checked) return
    event.preventDefault()
    box.focus()
    box.select()
  })
}

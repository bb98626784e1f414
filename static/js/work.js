/* The dashboard of staff: "/" goes to the search box, unless somebody is typing or holds another key. */
const box = document.querySelector('[data-shortcut="/"]')

document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof Element && event.target.closest('input, select, textarea, [contenteditable]')
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey || !box) return
  event.preventDefault()
  box.focus()
  box.select()
})

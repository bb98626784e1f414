// Show the print button: it can only work with a script.
for (const button of document.querySelectorAll('.app-print-button')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

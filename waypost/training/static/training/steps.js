// One more or one fewer beside a number. Without this the button sends the form, and the portal counts.
for (const button of document.querySelectorAll('button[data-by]')) {
  button.addEventListener('click', (event) => {
    event.preventDefault()
    const input = document.getElementById(button.dataset.of)
    const has = Number.parseInt(input.value, 10) || 0
    input.value = String(Math.min(Math.max(has + Number(button.dataset.by), 0), 500))
  })
}

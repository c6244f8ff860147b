// Shows the passkey form where the browser can make or use one, and lets allauth's ceremony fill it.
(() => {
  const form = document.querySelector('[data-passkey]')
  if (!form || !window.PublicKeyCredential) return
  const ids = { credential: 'passkey-credential', data: 'passkey-data' }
  const ceremonies = {
    login: (forms) => forms.loginForm({ ids: { ...ids, login: 'passkey-button' } }),
    authenticate: (forms) => forms.authenticateForm({ ids: { ...ids, authenticate: 'passkey-button' } }),
    make: (forms) => forms.signupForm({ ids: { ...ids, signup: 'passkey-button' } })
  }
  ceremonies[form.dataset.passkey](window.allauth.webauthn.forms)
  const failed = form.querySelector('[data-passkey-failed]')
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault()
    failed.hidden = false
  })
  form.hidden = false
})()

// Passkeys, in browsers that read and write their JSON (WebAuthn level 3, §5.1.8 to §5.1.10). Parts marked `data-passkey` are shown;
// sending their form asks the device first, then sends what it answered.

type Challenge = PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON

const ASK: Readonly<Record<string, (challenge: Challenge) => Promise<Credential | null>>> = {
  create: (challenge) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(challenge) }),
  get: (challenge) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(challenge) }),
}

for (const part of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
  const form = part instanceof HTMLFormElement ? part : part.querySelector('form')
  const field = form?.querySelector<HTMLInputElement>('[name=credential]')
  const problem = form?.querySelector<HTMLElement>('.error[role=alert]')
  const ask = ASK[part.dataset.passkey ?? '']
  if (!form || !field || !problem || !ask || !window.PublicKeyCredential?.parseCreationOptionsFromJSON) continue
  part.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    problem.hidden = true
    try {
      const challenge = await fetch(part.dataset.challenge ?? '', { method: 'POST' })
      if (!challenge.ok) throw new Error(String(challenge.status))
      const answer = await ask(await challenge.json())
      field.value = JSON.stringify(answer)
      form.submit()
    } catch {
      problem.hidden = false
    }
  })
}

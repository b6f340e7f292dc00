// Photos are made smaller before they leave: at most 1600 pixels, upright, drawn again, so without place nor camera.

const MOST = 1600

async function smaller(file: File): Promise<File> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, MOST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.82))
  return blob && blob.size < file.size ? new File([blob], 'photo.jpg', { type: 'image/jpeg' }) : file
}

for (const input of document.querySelectorAll<HTMLInputElement>('input[data-photos]')) {
  input.addEventListener('change', async () => {
    const chosen = [...(input.files ?? [])]
    const send = input.form?.querySelector<HTMLButtonElement>('button[type=submit]')
    if (send) send.disabled = true
    const made = new DataTransfer()
    // What the browser cannot draw leaves as it is: the server says what it takes.
    for (const file of chosen) made.items.add(await smaller(file).catch(() => file))
    input.files = made.files
    if (send) send.disabled = false
  })
}

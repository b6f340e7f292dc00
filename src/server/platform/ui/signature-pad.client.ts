// A box to sign in. Strokes are kept as moves and lines of whole coordinates on a grid of 600 by 200, and sent as one path.

for (const part of document.querySelectorAll<HTMLFieldSetElement>('[data-signature]')) {
  const canvas = part.querySelector('canvas')
  const field = part.querySelector<HTMLInputElement>('[name=drawing]')
  const clear = part.querySelector<HTMLButtonElement>('[data-clear]')
  const pen = canvas?.getContext('2d')
  if (!canvas || !field || !clear || !pen) continue
  part.hidden = false
  part.disabled = false
  pen.lineWidth = 3
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  let strokes: string[][] = []
  let current: string[] | null = null

  const at = (event: PointerEvent): readonly [number, number] => {
    const box = canvas.getBoundingClientRect()
    const on = (value: number, size: number, grid: number) =>
      Math.max(0, Math.min(grid - 1, Math.round((value / size) * grid)))
    return [on(event.clientX - box.left, box.width, 600), on(event.clientY - box.top, box.height, 200)]
  }
  const write = () => {
    field.value = strokes
      .filter((points) => points.length > 1)
      .map((points) => `M${points.join('L')}`)
      .join('')
  }
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId)
    const [x, y] = at(event)
    current = [`${x} ${y}`]
    strokes.push(current)
    pen.strokeStyle = getComputedStyle(canvas).color
    pen.beginPath()
    pen.moveTo(x, y)
  })
  canvas.addEventListener('pointermove', (event) => {
    if (!current) return
    const [x, y] = at(event)
    const point = `${x} ${y}`
    if (current.at(-1) === point) return
    current.push(point)
    pen.lineTo(x, y)
    pen.stroke()
    write()
  })
  for (const end of ['pointerup', 'pointercancel'])
    canvas.addEventListener(end, () => {
      current = null
    })
  clear.addEventListener('click', () => {
    strokes = []
    pen.clearRect(0, 0, canvas.width, canvas.height)
    write()
  })
}

/** Words as they are compared: no accent, no case, no mark. « N° de série » and « n de serie » are one. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9€%]+/g, ' ')
    .trim()

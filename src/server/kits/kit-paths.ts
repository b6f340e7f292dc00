export const KITS = '/kits'
export const MODELS = `${KITS}/modeles`
export const kitHref = (code: string): string => `${KITS}/${code}`
export const modelHref = (id: string): string => `${MODELS}/${id}`

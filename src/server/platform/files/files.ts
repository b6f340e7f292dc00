/** Bytes kept under their own hash, written before the commit that names them. */
export interface Files {
  /** Stores and answers the SHA-256 of the bytes in lower-case hexadecimal; durable when it resolves. */
  put(organisationId: string, bytes: Uint8Array): Promise<string>
  /** Null where nothing is kept under that hash. */
  get(organisationId: string, hash: string): Promise<Uint8Array | null>
  /** Removes the bytes, where nothing names them any more; what is not there is forgotten already. */
  forget(organisationId: string, hash: string): Promise<void>
}

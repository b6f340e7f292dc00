/** Mail servers name the recipient in what they refuse; no log and no failed job does. */
export const withoutAddresses = (text: string): string => text.replaceAll(/[^\s<>:;,"']+@[^\s<>:;,"']+/g, '[address]')

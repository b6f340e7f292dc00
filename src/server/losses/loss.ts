/** Time to notify a breach of personal data after it is known. Source: RGPD art. 33-1. */
const NOTIFY_WITHIN_HOURS = 72

/** Full hours left to notify; 0 once the time is over. */
export const hoursLeft = (openedAt: Date, now: Date): number =>
  Math.max(0, Math.ceil(NOTIFY_WITHIN_HOURS - (now.getTime() - openedAt.getTime()) / 3_600_000))

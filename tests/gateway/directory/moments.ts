const dayMs = 86_400_000;

/** The instant so many days before now (after it, when negative). */
export const daysAgo = (days: number) => new Date(Date.now() - days * dayMs);

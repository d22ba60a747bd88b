/** How far a figure can be trusted: now true, true a while ago (see its age), or not known. */
export type Quality = 'fresh' | 'stale' | 'unknown';

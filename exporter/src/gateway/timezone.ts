/** The zone that "today" is reckoned in, and where it comes from. */
export interface ResolvedTimezone {
  /** IANA name, or an offset such as `+05:30`. */
  name: string;
  source: 'gateway settings' | 'TZ';
  /** A name in the gateway's settings that is no zone, and was passed over. */
  rejected?: string;
}

/** Whether a name is a zone, by the gateway's own test: Intl accepts it. */
export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The gateway's order (gateway.md 0.2): its settings when they name a zone, else our TZ option. */
export function resolveTimezone(fromSettings: string | null, fallback: string): ResolvedTimezone {
  const wanted = fromSettings?.trim() ?? '';
  if (wanted === '') return { name: fallback, source: 'TZ' };
  if (isTimezone(wanted)) return { name: wanted, source: 'gateway settings' };
  return { name: fallback, source: 'TZ', rejected: wanted };
}

/** Zone of the browser: what there is until the gateway's is known. */
export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const made = new Map<string, Intl.DateTimeFormat | null>();

/** Formats of a zone are costly to make, and kept; null for a zone that the browser does not know. */
function clockOf(zone: string): Intl.DateTimeFormat | null {
  let format = made.get(zone);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        hourCycle: 'h23',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      });
    } catch {
      format = null;
    }
    made.set(zone, format);
  }
  return format;
}

/** Whether the browser can tell the time in a zone. */
export const isZone = (zone: string): boolean => clockOf(zone) !== null;

/** Time of day of an instant (Unix ms), `14:32:07`; in UTC where the zone is not known. */
export const clockTime = (instant: number, zone: string): string =>
  (clockOf(zone) ?? clockOf('UTC'))?.format(instant) ?? '';

/** Hour of the day of an instant, 0 to 23. */
export const hourOf = (instant: number, zone: string): number => Number(clockTime(instant, zone).slice(0, 2));

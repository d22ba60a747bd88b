const zones = [
  ...['Pacific/Auckland', 'Australia/Brisbane', 'Asia/Tokyo', 'Asia/Shanghai', 'Asia/Dhaka', 'Asia/Dubai'],
  ...['Africa/Nairobi', 'Europe/Berlin', 'Europe/London', 'Atlantic/Azores', 'America/Sao_Paulo'],
  ...['America/New_York', 'America/Denver', 'America/Los_Angeles', 'Pacific/Honolulu'],
];

/** A zone where a good part of the day is over: soon after midnight, boards of today have little to show. */
export function zoneOfAfternoon(now: Date): string {
  const hourOf = (timeZone: string) =>
    Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit' }).format(now));
  const distance = (zone: string) => Math.abs(hourOf(zone) - 14);
  return zones.toSorted((one, other) => distance(one) - distance(other))[0] ?? 'UTC';
}

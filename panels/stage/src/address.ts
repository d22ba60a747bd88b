/**
 * An address with another value of a parameter. All else stays as it is written: Grafana takes `?kiosk` for a kiosk, but
 * not `?kiosk=`, which is what URLSearchParams would make of it.
 */
export function withParameter(address: string, name: string, value: string): string {
  const [beforeHash = '', ...hash] = address.split('#');
  const [path = '', ...query] = beforeHash.split('?');
  const others = query
    .join('?')
    .split('&')
    .filter((part) => part !== '' && nameOf(part) !== name);
  const search = [...others, `${encodeURIComponent(name)}=${encodeURIComponent(value)}`].join('&');
  return [`${path}?${search}`, ...hash].join('#');
}

function nameOf(part: string): string {
  const [name = ''] = part.replaceAll('+', ' ').split('=', 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Whether Grafana shows nothing but the dashboard. */
export const isKiosk = (): boolean => new URLSearchParams(window.location.search).has('kiosk');

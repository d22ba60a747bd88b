/** What an address asks the gallery to show. */
export interface Request {
  /** Name of a panel; null: all of them. */
  panel: string | null;
  /** Name of one case of it; null: all of them. */
  case: string | null;
  theme: 'dark' | 'light';
  language: string;
  /** Size of the one case, instead of its own. */
  width: number | null;
  height: number | null;
  density: string | null;
  /** All panels on one wall, which ticks. */
  wall: boolean;
}

const numberOf = (text: string | null): number | null => (text === null || text === '' ? null : Number(text));

export function requestOf(search: string): Request {
  const parameters = new URLSearchParams(search);
  return {
    panel: parameters.get('panel'),
    case: parameters.get('case'),
    theme: parameters.get('theme') === 'light' ? 'light' : 'dark',
    language: parameters.get('language') ?? 'en-US',
    width: numberOf(parameters.get('width')),
    height: numberOf(parameters.get('height')),
    density: parameters.get('density'),
    wall: parameters.has('wall'),
  };
}

/** The address of a request that differs in some things. */
export function addressOf(request: Request, change: Partial<Request>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...request, ...change })) {
    if (value === true) parameters.set(name, '');
    else if (value !== null && value !== false) parameters.set(name, String(value));
  }
  return `?${parameters.toString()}`;
}

import type { DataFrame, PanelPlugin } from '@grafana/data';

/** Another type in each Grafana. */
type Supplier = Parameters<PanelPlugin['setSuggestionsSupplier']>[0];

/** How well a panel suits some data, of 100: what Grafana calls "best" and "good". */
const BEST = 100;
const GOOD = 70;

/**
 * Offers a panel for data that it can draw. Grafana 13 asks suppliers that are functions, and hands them the frames;
 * Grafana 12 has another type for them, but asks its own panels alone.
 */
export function suggestFor(suits: (frames: readonly DataFrame[]) => 'best' | 'good' | false): Supplier {
  const supplier = ({ rawFrames = [] }: { rawFrames?: DataFrame[] }) => {
    const suited = suits(rawFrames);
    return suited === false ? undefined : [{ score: suited === 'best' ? BEST : GOOD }];
  };
  return supplier as unknown as Supplier;
}

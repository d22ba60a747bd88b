import type { Sample } from './exposition.ts';
import type { FamilyName } from './families.ts';

/** Samples by family; what a collector leaves out is unknown now, and absent from the page. */
export type Collected = Partial<Record<FamilyName, Sample[]>>;

/** The one sample of a family without labels; none when the figure is unknown. */
export function single(value: number | null | undefined): Sample[] {
  return value === null || value === undefined ? [] : [{ labels: {}, value }];
}

import { SeedError, type Answer, type Grafana } from './grafana.ts';

/** A playlist: dashboards that follow one another on a screen. */
export interface Playlist {
  /** Stays, so that screens keep their address. */
  uid: string;
  title: string;
  /** How long each dashboard is shown, as Grafana writes it: `30s`, `5m`, `1h`. */
  interval: string;
  dashboards: readonly string[];
}

export type Outcome = 'created' | 'updated' | 'unchanged';

const GROUP = 'playlist.grafana.app';

interface Resource {
  metadata?: { resourceVersion?: string };
  spec?: { title?: string; interval?: string; items?: readonly { type: string; value: string }[] };
}

/**
 * Creates the playlist, or makes it what it should be.
 * @throws SeedError when a dashboard of it is not there, or it may not be written
 */
export async function seed(grafana: Grafana, playlist: Playlist): Promise<Outcome> {
  await checkDashboards(grafana, playlist.dashboards);
  const { apiVersion, path } = await whereAre(grafana);
  const spec = {
    title: playlist.title,
    interval: playlist.interval,
    items: playlist.dashboards.map((value) => ({ type: 'dashboard_by_uid', value })),
  };
  const resource = { apiVersion, kind: 'Playlist', metadata: { name: playlist.uid }, spec };
  const found = await grafana.call('GET', `${path}/${playlist.uid}`);
  if (found.status === 404) {
    const created = await grafana.call('POST', path, resource);
    // Somebody else may have been faster.
    if (created.status !== 409) return written(created, 'created');
    return seed(grafana, playlist);
  }
  const present = written(found, found.body as Resource);
  if (isSame(present.spec, spec)) return 'unchanged';
  const { resourceVersion } = present.metadata ?? {};
  const metadata = { ...resource.metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) };
  return written(await grafana.call('PUT', `${path}/${playlist.uid}`, { ...resource, metadata }), 'updated');
}

/** The version of the API that this Grafana likes best. */
async function whereAre({ call, namespace }: Grafana): Promise<{ apiVersion: string; path: string }> {
  const { status, body } = await call('GET', `/apis/${GROUP}`);
  const { preferredVersion } = (body ?? {}) as { preferredVersion?: { groupVersion?: string } };
  const apiVersion = preferredVersion?.groupVersion;
  if (status !== 200 || apiVersion === undefined) {
    throw new SeedError(`this Grafana has no API of playlists (${status}): it has to be 12.3 or newer`);
  }
  return { apiVersion, path: `/apis/${apiVersion}/namespaces/${namespace}/playlists` };
}

async function checkDashboards({ call }: Grafana, uids: readonly string[]): Promise<void> {
  const missing: string[] = [];
  for (const uid of uids) {
    const { status } = await call('GET', `/api/dashboards/uid/${encodeURIComponent(uid)}`);
    if (status !== 200) missing.push(uid);
  }
  if (missing.length > 0) {
    throw new SeedError(
      `Grafana has no dashboard ${missing.join(', ')}: provision them first (provisioning/grafana)`,
    );
  }
}

function written<Made>({ status, body }: Answer, made: Made): Made {
  if (status >= 200 && status < 300) return made;
  const { message } = (body ?? {}) as { message?: unknown };
  const reason = typeof message === 'string' ? `: ${message}` : '';
  throw new SeedError(
    status === 403
      ? 'whoever asks may not write playlists: it takes the role Editor or Admin'
      : `Grafana answers ${status}${reason}`,
  );
}

const isSame = (present: Resource['spec'], wanted: Required<NonNullable<Resource['spec']>>): boolean =>
  present?.title === wanted.title &&
  present.interval === wanted.interval &&
  JSON.stringify(present.items?.map(({ type, value }) => [type, value])) ===
    JSON.stringify(wanted.items.map(({ type, value }) => [type, value]));

/** Where a screen opens the playlist: nothing but the boards, as high as the screen. */
export const screenAddress = (
  { rootUrl }: Pick<Grafana, 'rootUrl'>,
  { uid }: Pick<Playlist, 'uid'>,
): string => `${rootUrl.replace(/\/$/, '')}/playlists/play/${uid}?kiosk&autofitpanels`;

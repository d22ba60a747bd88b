/** Grafanas whose libraries the gallery is drawn with, and where each is served. */
export const grafanas = ['12', '13'] as const;
export type Grafana = (typeof grafanas)[number];

const base = Number(process.env.GALLERY_PORT ?? 23_190);

export const portOf = (grafana: Grafana): number => base + grafanas.indexOf(grafana);
export const addressOf = (grafana: Grafana): string => `http://127.0.0.1:${portOf(grafana)}`;

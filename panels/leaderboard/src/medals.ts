import type { GrafanaTheme2 } from '@grafana/data';
import { readable } from '@hubscope/panel-kit/theme/colours.ts';

/** Least contrast of the number in a medal, as WCAG AA asks. */
const TEXT = 4.5;

/** Gold, silver and bronze of a theme, in which their numbers can be read. */
export function medalColours({ colors, visualization }: GrafanaTheme2): readonly [string, string, string] {
  const ground = colors.background.primary;
  const text = (color: string) => readable(color, ground, TEXT);
  return [
    text(visualization.getColorByName('yellow')),
    text(colors.text.secondary),
    text(visualization.getColorByName('dark-orange')),
  ];
}

/** Outlines in a square of 24: a rosette for the first, a hexagon for the second, a shield for the third. */
export const medalShapes = [
  'M12.0 2.7Q16.0 -0.2 17.5 4.5Q22.4 4.5 20.8 9.1Q24.8 12.0 20.8 14.9Q22.4 19.5 17.5 19.5Q16.0 24.2 12.0 21.3Q8.0 24.2 6.5 19.5Q1.6 19.5 3.2 14.9Q-0.8 12.0 3.2 9.1Q1.6 4.5 6.5 4.5Q8.0 -0.2 12.0 2.7Z',
  'M12 1.5l9.1 5.25v10.5L12 22.5l-9.1-5.25V6.75z',
  'M12 1.8c3 1.7 5.9 2.3 8.8 2.3v7.9c0 5.1-3.6 8.4-8.8 10.4-5.2-2-8.8-5.3-8.8-10.4V4.1c2.9 0 5.8-.6 8.8-2.3z',
] as const;

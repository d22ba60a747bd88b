import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import type { Options } from './options.ts';
import type { Scene } from './scene.ts';

/** What both forms of the header are drawn from. */
export interface HeaderProps {
  scene: Scene;
  options: Options;
  title: string;
  scale: Scale;
  width: number;
  height: number;
  /** Px at the sides; none where the panel has no ground of its own, so that it ends where cards do. */
  side: number;
  /** Whether nobody has been there for a while. */
  isIdle: boolean;
}

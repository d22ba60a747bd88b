import React from 'react';
import { useStyles2 } from '@grafana/ui';
import { runningText } from '@hubscope/panel-kit/format/age.ts';
import { LevelMark } from '@hubscope/panel-kit/parts/LevelMark.tsx';
import { Pill } from '@hubscope/panel-kit/parts/Pill.tsx';
import type { Line } from './cells.ts';
import { useRowNow } from './clock.ts';
import { getRowStyles } from './rowStyles.ts';
import { agoText } from './words.ts';

/** What stands in one line of a cell. */
export function LineView({ line }: { line: Line }) {
  const styles = useStyles2(getRowStyles);
  switch (line.look) {
    case 'text':
      return line.slow === true ? <Slow>{line.text}</Slow> : <>{line.text}</>;
    case 'pill':
      return (
        <span className={styles.pill}>
          <Pill judgement={line.tone} {...(line.spoken === undefined ? {} : { label: line.spoken })}>
            {line.text}
          </Pill>
        </span>
      );
    case 'clock':
      return line.slow ? (
        <Slow>
          <Running since={line.since} />
        </Slow>
      ) : (
        <span className={styles.running}>
          <Running since={line.since} />
        </span>
      );
    case 'age':
      return <Age since={line.since} live={line.live} />;
  }
}

function Slow({ children }: { children: React.ReactNode }) {
  const styles = useStyles2(getRowStyles);
  return (
    <span className={styles.slow}>
      <span className={styles.mark}>
        <LevelMark judgement="warning" />
      </span>
      {children}
    </span>
  );
}

/** A running clock: the only thing of a row that is drawn each second. */
function Running({ since }: { since: number }) {
  return <>{runningText((useRowNow() - since) / 1000)}</>;
}

function Age({ since, live }: { since: number; live: boolean }) {
  const styles = useStyles2(getRowStyles);
  const seconds = Math.max(0, (useRowNow() - since) / 1000);
  return live ? (
    <span className={styles.running}>{runningText(seconds)}</span>
  ) : (
    <span className={styles.quiet}>{agoText(seconds)}</span>
  );
}

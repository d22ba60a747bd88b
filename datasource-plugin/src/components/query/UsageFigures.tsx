import React from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { usageFigures, type UsageFigure } from '../../types/query.ts';
import { usageFiguresTable } from '../../figures/index.ts';
import { Radio } from '../fields/Radio.tsx';
import { figureOptions } from './words.ts';

interface Props {
  figures: UsageFigure[] | undefined;
  onCommit: (figures: UsageFigure[] | undefined) => void;
}

/** Cost, requests, or both. */
export function UsageFigures({ figures, onCommit }: Props) {
  const chosen = usageFigures.filter((figure) => figures?.includes(figure));
  const [only] = chosen;
  return (
    <Radio<UsageFigure | 'both'>
      label={t('query.figures.label', 'Figures')}
      value={only === undefined || chosen.length > 1 ? 'both' : only}
      options={[
        ...figureOptions<UsageFigure | 'both'>(usageFiguresTable),
        { value: 'both', label: t('query.figures.both', 'Both') },
      ]}
      onCommit={(figure) => {
        onCommit(figure === 'both' ? undefined : [figure]);
      }}
    />
  );
}

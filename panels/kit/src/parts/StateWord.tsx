import React from 'react';
import { t } from '../format/t.ts';
import type { Judgement } from '../theme/colours.ts';
import { Pill } from './Pill.tsx';

/** What the colour of a threshold says, in a word; nothing while all is well. */
export function StateWord({ judgement }: { judgement: Judgement }) {
  if (judgement === 'critical')
    return <Pill judgement="critical">{t('kit.state.critical', 'CRITICAL')}</Pill>;
  if (judgement === 'warning') return <Pill judgement="warning">{t('kit.state.warning', 'WARNING')}</Pill>;
  return null;
}

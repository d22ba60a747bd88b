import React from 'react';
import { t } from '../format/t.ts';
import { Tooltip } from '@grafana/ui';
import type { Answer } from '../data/answer.ts';
import { ageText } from '../format/age.ts';
import { Pill } from '../parts/Pill.tsx';

/** Says that figures are old, and how old, or that they are not known, and why; nothing of what is fresh. */
export function QualityBadge({ answer: { phase, quality, ageSeconds, reason } }: { answer: Answer }) {
  if (phase === 'loading' || quality === 'fresh') return null;
  const pill =
    phase === 'failed' ? (
      <Pill judgement="critical">{t('kit.badge.error', 'ERROR')}</Pill>
    ) : quality === 'stale' ? (
      <Pill judgement="warning">
        {ageSeconds === null
          ? t('kit.badge.stale', 'STALE')
          : t('kit.badge.old', '{{age}} OLD', { age: ageText(ageSeconds) })}
      </Pill>
    ) : (
      <Pill judgement="neutral">{t('kit.badge.unknown', 'UNKNOWN')}</Pill>
    );
  return reason === null ? (
    pill
  ) : (
    <Tooltip content={reason}>
      <span tabIndex={0}>{pill}</span>
    </Tooltip>
  );
}

import { FieldType, type AnnotationSupport, type DataFrame } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Annotations, Answer } from '@hubscope/exporter/contract';
import { AnnotationQueryEditor } from './components/AnnotationQueryEditor.tsx';
import type { AnnotationQuery, AnnotationTarget, GatewayQuery } from './types/query.ts';

/** Annotations of a dashboard: changes of circuit breakers, and of the gateway's administration. */
export const annotationSupport: AnnotationSupport<GatewayQuery> = {
  QueryEditor: AnnotationQueryEditor as NonNullable<AnnotationSupport<GatewayQuery>['QueryEditor']>,
  prepareQuery({ target }) {
    const asked = (target ?? {}) as Partial<AnnotationQuery>;
    const query: AnnotationTarget = { breakers: true, ...asked, refId: 'Anno', queryType: 'annotations' };
    return query as unknown as GatewayQuery;
  },
};

interface Mark {
  time: number;
  title: string;
  text: string;
  tags: string[];
}

type Events = NonNullable<Annotations['breakers']['value']>['events'];
type AdministrativeEvents = NonNullable<Annotations['administration']['value']>['events'];

/** The frame that Grafana draws annotations from. */
export function annotationFrame(query: AnnotationTarget, answer: Answer<Annotations>): DataFrame {
  const { breakers, administration } = answer.value ?? {};
  const marks = [
    ...(query.breakers === false ? [] : (breakers?.value?.events ?? []).map(breakerMark)),
    ...(query.administration === true ? (administration?.value?.events ?? []).map(administrativeMark) : []),
  ];
  const field = <Key extends keyof Mark>(name: Key, type: FieldType) => ({
    name,
    type,
    config: {},
    values: marks.map((mark) => mark[name]),
  });
  return {
    refId: query.refId,
    length: marks.length,
    fields: [
      field('time', FieldType.time),
      field('title', FieldType.string),
      field('text', FieldType.string),
      field('tags', FieldType.other),
    ],
  };
}

function breakerMark({ at, provider, to }: Events[number]): Mark {
  const named = { provider: provider.name };
  const title = {
    open: t('annotations.open', '{{provider}}: breaker open', named),
    'half-open': t('annotations.halfOpen', '{{provider}}: breaker half-open, on trial', named),
    closed: t('annotations.closed', '{{provider}}: breaker closed', named),
  }[to];
  return { time: Date.parse(at), title, text: '', tags: ['breaker', to, provider.name] };
}

function administrativeMark({
  at,
  action,
  operatorName,
  target,
  success,
  category,
}: AdministrativeEvents[number]): Mark {
  const subject = target?.name ?? target?.id ?? '';
  const by = operatorName ?? t('annotations.somebody', 'somebody');
  const text = success
    ? t('annotations.done', '{{subject}} by {{by}}', { subject, by })
    : t('annotations.failed', '{{subject}} by {{by}}, which failed', { subject, by });
  return { time: Date.parse(at), title: action, text, tags: ['administration', category] };
}

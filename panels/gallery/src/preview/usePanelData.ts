import { useEffect, useState } from 'react';
import { LoadingState, rangeUtil, transformDataFrame, type DataFrame, type PanelData } from '@grafana/data';
import { map, merge, switchMap } from 'rxjs';
import type { Answer } from '@hubscope/exporter/contract';
import { framesOf } from '../../../../datasource-plugin/src/frames/index.ts';
import type { Watch } from '../../../../datasource-plugin/src/live.ts';
import { questionOf } from '../../../../datasource-plugin/src/question.ts';
import {
  toResponses,
  watchMoving,
  type TargetResponse,
} from '../../../../datasource-plugin/src/responses.ts';
import type { GatewayQuery } from '../../../../datasource-plugin/src/types/query.ts';
import type { Board, SavedPanel } from './boards.ts';

/** What the queries of a panel are answered, at each heartbeat that changes an answer. */
export function usePanelData(
  { targets, transformations }: SavedPanel,
  time: Board['time'],
  watch: Watch,
): PanelData {
  const [data, setData] = useState<PanelData>(() => ({
    series: [],
    state: LoadingState.Loading,
    timeRange: rangeUtil.convertRawToRange(time),
  }));
  useEffect(() => {
    const told = new Map<string, TargetResponse>();
    const answered = merge(...targets.map((query) => answersTo(query, time, watch)));
    const drawn = answered.pipe(
      switchMap((response) => {
        told.set(response.key, response);
        const responses = targets.flatMap(({ refId }) => told.get(refId) ?? []);
        const errors = responses.flatMap((each) => each.errors ?? []);
        const frames = responses.flatMap((each) => each.data as DataFrame[]);
        return transformDataFrame(transformations ?? [], frames).pipe(map((series) => ({ series, errors })));
      }),
    );
    const subscription = drawn.subscribe(({ series, errors }) => {
      setData({
        series,
        state: errors.length > 0 ? LoadingState.Error : LoadingState.Done,
        timeRange: rangeUtil.convertRawToRange(time),
        ...(errors.length > 0 ? { errors } : {}),
      });
    });
    return () => {
      subscription.unsubscribe();
    };
  }, [targets, transformations, time, watch]);
  return data;
}

function answersTo(query: GatewayQuery, time: Board['time'], watch: Watch) {
  const question = () => {
    const { from, to } = rangeUtil.convertRawToRange(time);
    return questionOf(query, { from: from.valueOf(), to: to.valueOf() });
  };
  const { refId } = query;
  const frames = (answer: Answer<unknown>) =>
    framesOf(query, answer, { refId, datasourceUid: '' }).map(withoutLinks);
  return watchMoving(watch, question).pipe(toResponses(refId, frames));
}

/** Links lead to Grafana's Explore, which is not there. */
const withoutLinks = (frame: DataFrame): DataFrame => ({
  ...frame,
  fields: frame.fields.map((field) => ({ ...field, config: { ...field.config, links: [] } })),
});

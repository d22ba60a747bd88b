import React, { lazy, Suspense } from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { ErrorBoundaryAlert, LoadingPlaceholder } from '@grafana/ui';

/** A component as a function: unlike `ComponentType`, one that reads few props can stand where more are given. */
type Component<Props> = (props: Props) => React.JSX.Element;

/**
 * A component that is loaded when it is first shown: most people look, and never edit. A Grafana that was not restarted
 * after an update has no file for it, which the alert says.
 */
export function loadedLazily<Props extends object>(load: () => Promise<Component<Props>>): Component<Props> {
  const Loaded = lazy(async () => {
    const Editor = await load();
    return { default: ({ given }: { given: Props }) => <Editor {...given} /> };
  });
  return function LazyEditor(props: Props) {
    return (
      <ErrorBoundaryAlert title={t('query.editor.failed', 'The editor could not be loaded or shown')}>
        <Suspense fallback={<LoadingPlaceholder text={t('query.editor.loading', 'Loading the editor…')} />}>
          <Loaded given={props} />
        </Suspense>
      </ErrorBoundaryAlert>
    );
  };
}

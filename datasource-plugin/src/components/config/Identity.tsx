import React, { useId } from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { ConfigSection } from '@grafana/plugin-ui';
import { RadioButtonList } from '@grafana/ui';
import { withSettings, type Options } from './options.ts';

interface Props {
  options: Options;
  onOptionsChange: (options: Options) => void;
}

/** Who is asking, and so whose figures are shown. */
export function Identity({ options, onOptionsChange }: Props) {
  const id = useId();
  const title = t('config.identity.title', 'Who is asking');
  return (
    <ConfigSection title={title}>
      <div role="group" aria-label={title}>
        <RadioButtonList
          id={id}
          name={id}
          disabled={options.readOnly}
          value={options.jsonData.identity ?? 'person'}
          options={[
            {
              value: 'person' as const,
              label: t('config.identity.person', 'The Grafana user'),
              description: t(
                'config.identity.person-needs',
                "Everybody sees what the gateway shows them: use API_VIEWER_TOKEN, and set the exporter's GRAFANA_URL (this Grafana) and VIEWERS (which user of the gateway each person is).",
              ),
            },
            {
              value: 'screen' as const,
              label: t('config.identity.screen', 'A shared screen'),
              description: t(
                'config.identity.screen-needs',
                'Whoever looks sees the same: use API_SCREEN_TOKEN, with names as SCREEN_NAMES says, or API_ADMIN_TOKEN, which shows everything; GRAFANA_URL and VIEWERS are not needed.',
              ),
            },
          ]}
          onChange={(identity) => {
            onOptionsChange(withSettings(options, { identity }));
          }}
        />
      </div>
    </ConfigSection>
  );
}

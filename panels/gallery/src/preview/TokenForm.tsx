import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Field, SecretInput, useStyles2 } from '@grafana/ui';

interface Props {
  /** Why a token is asked for. */
  reason: string;
  onEnter: (token: string) => void;
}

/** Asks for a token of the API, which the page shows to nobody but the exporter. */
export function TokenForm({ reason, onEnter }: Props) {
  const styles = useStyles2(getStyles);
  const [token, setToken] = useState('');
  const entered = token.trim();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (entered !== '') onEnter(entered);
      }}
    >
      <h1 className={styles.title}>{t('preview.title', 'Gateway wall')}</h1>
      <p>{reason}</p>
      <Field
        label={t('preview.token', 'Token')}
        description={t(
          'preview.tokenHelp',
          'API_SCREEN_TOKEN or API_ADMIN_TOKEN of the exporter. This tab keeps it until it is closed.',
        )}
      >
        <SecretInput
          id="token"
          isConfigured={false}
          value={token}
          autoComplete="off"
          onReset={() => {
            setToken('');
          }}
          onChange={(event) => {
            setToken(event.currentTarget.value);
          }}
        />
      </Field>
      <Button type="submit" disabled={entered === ''}>
        {t('preview.open', 'Open the wall')}
      </Button>
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ width: 'min(440px, 90vw)', margin: '20vh auto', color: theme.colors.text.primary }),
  title: css({ fontSize: theme.typography.h2.fontSize, marginBottom: theme.spacing(2) }),
});

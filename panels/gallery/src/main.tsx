import '@fontsource-variable/inter';
import React from 'react';
import i18next from 'i18next';
import { createRoot } from 'react-dom/client';
import { createTheme, ThemeContext } from '@grafana/data';
import { initPluginTranslations, type ResourceLoader } from '@grafana/i18n';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { kitWords } from '@hubscope/panel-kit/words.ts';
import { exhibits } from './cases/index.ts';
import { registerEditors } from './editors.ts';
import type { Exhibit } from './exhibit.ts';
import { Gallery } from './Gallery.tsx';
import { requestOf } from './page.ts';

registerEditors();
const request = requestOf(window.location.search);
document.documentElement.lang = request.language;

// As Grafana does before it loads a plugin; a language counts once there is a text in it.
await i18next.init({
  lng: request.language,
  resources: { [request.language]: { grafana: { name: 'Grafana' } } },
  returnEmptyString: false,
});

/** All panels stand in one page, and share one space for their words. */
const wordsOf =
  ({ name }: Exhibit): ResourceLoader =>
  async (language) =>
    language === 'en-US'
      ? {}
      : (
          (await import(`../../${name}/src/locales/${language}/hubscope-${name}-panel.json`)) as {
            default: Record<string, string>;
          }
        ).default;

const shown = exhibits.filter(({ name }) => request.panel === null || request.panel === name);
const loaded: { exhibit: Exhibit; plugin: Awaited<ReturnType<Exhibit['load']>>['plugin'] }[] = [];
for (const exhibit of shown) loaded.push({ exhibit, ...(await exhibit.load()) });
await initPluginTranslations('gallery', [kitWords, ...shown.map(wordsOf)]);

const theme = createTheme({
  colors: { mode: request.theme },
  typography: { fontFamily: "'Inter Variable', 'Noto Sans CJK SC', sans-serif" },
});
document.body.style.background = theme.colors.background.canvas;
const root = document.createElement('main');
document.body.append(root);
createRoot(root).render(
  <ThemeContext.Provider value={theme}>
    <GlobalStyles />
    <Gallery request={request} panels={loaded} />
    <PortalContainer />
  </ThemeContext.Provider>,
);

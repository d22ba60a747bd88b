import React from 'react';
import i18next from 'i18next';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { createTheme, ThemeContext } from '@grafana/data';
import { initPluginTranslations, type ResourceLoader, type Resources } from '@grafana/i18n';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { kitWords } from '@hubscope/panel-kit/words.ts';
import { registerEditors } from './editors.ts';
import type { Exhibit } from './exhibit.ts';
import { Gallery } from './Gallery.tsx';
import { requestOf } from './page.ts';
import { Wall } from './Wall.tsx';

registerEditors();
const request = requestOf(window.location.search);
document.documentElement.lang = request.language;

// As Grafana does before it loads a plugin; a language counts once there is a text in it.
await i18next.init({
  lng: request.language,
  resources: { [request.language]: { grafana: { name: 'Grafana' } } },
  returnEmptyString: false,
});

const wordsIn =
  (load: (language: string) => Promise<unknown>): ResourceLoader =>
  async (language) =>
    language === 'en-US' ? {} : ((await load(language)) as { default: Resources }).default;

const dataSourceWords = wordsIn(
  (language) => import(`../../../datasource-plugin/src/locales/${language}/hubscope-gateway-datasource.json`),
);
const wordsOf = ({ name }: Exhibit): ResourceLoader =>
  wordsIn((language) => import(`../../${name}/src/locales/${language}/hubscope-${name}-panel.json`));

/** All panels stand in one page, and share one space for their words. Frames are named when they are made. */
const SPACE = 'gallery';
await initPluginTranslations(SPACE, [kitWords, dataSourceWords]);
const { exhibits } = await import('./cases/index.ts');
const shown = exhibits.filter(({ name }) => request.panel === null || request.panel === name);
const loaded: { exhibit: Exhibit; plugin: Awaited<ReturnType<Exhibit['load']>>['plugin'] }[] = [];
for (const exhibit of shown) {
  loaded.push({ exhibit, ...(await exhibit.load()) });
  // Each panel made its own space the current one.
  await initPluginTranslations(SPACE, [wordsOf(exhibit)]);
}

const theme = createTheme({
  colors: { mode: request.theme },
  typography: { fontFamily: "'Inter', 'Noto Sans CJK SC', sans-serif" },
});
document.body.style.background = theme.colors.background.canvas;
const element = document.createElement('main');
document.body.append(element);
const root = createRoot(element);
const draw = (content: React.ReactNode) => {
  flushSync(() => {
    root.render(
      <ThemeContext.Provider value={theme}>
        <GlobalStyles />
        {content}
      </ThemeContext.Provider>,
    );
  });
};
// Panels measure texts; without their letters they would measure others.
draw(null);
await Promise.all(['400', '500'].map((weight) => document.fonts.load(`${weight} 14px Inter`)));
const show = () => {
  draw(
    <>
      {request.wall ? (
        <Wall panels={loaded} />
      ) : (
        <Gallery request={requestOf(window.location.search)} panels={loaded} />
      )}
      <PortalContainer />
    </>,
  );
};
show();
// Another size of the same panels needs no other page.
window.addEventListener('popstate', show);

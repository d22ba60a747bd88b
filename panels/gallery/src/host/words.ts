import i18next from 'i18next';
import { initPluginTranslations, type ResourceLoader, type Resources } from '@grafana/i18n';
import { kitWords } from '@hubscope/panel-kit/words.ts';

/** All panels stand in one page, and share one space for their words. */
const SPACE = 'hubscope';

/** Words of files that a language has; English is in the code. */
export const wordsIn =
  (load: (language: string) => Promise<unknown>): ResourceLoader =>
  async (language) =>
    language === 'en-US' ? {} : ((await load(language)) as { default: Resources }).default;

/** Adds words to those of the page. Each panel makes its own space the current one: to be called after it is loaded. */
export const addWords = (...loaders: ResourceLoader[]): Promise<unknown> =>
  initPluginTranslations(SPACE, loaders);

/** Words of a panel, by the name of its folder. */
export const panelWords = (name: string): ResourceLoader =>
  wordsIn((language) => import(`../../../${name}/src/locales/${language}/hubscope-${name}-panel.json`));

/** Speaks a language, as Grafana does before it loads a plugin; frames are named when they are made. */
export async function speak(language: string): Promise<void> {
  document.documentElement.lang = language;
  // A language counts once there is a text in it.
  await i18next.init({
    lng: language,
    resources: { [language]: { grafana: { name: 'Grafana' } } },
    returnEmptyString: false,
  });
  const dataSourceWords = wordsIn(
    (name) => import(`../../../../datasource-plugin/src/locales/${name}/hubscope-gateway-datasource.json`),
  );
  await addWords(kitWords, dataSourceWords);
}

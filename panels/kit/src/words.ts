import type { ResourceLoader, Resources } from '@grafana/i18n';

/*
 * What all panels say stands with the kit, once; each panel has its own words beside it. English is in the code.
 */

const languages: Readonly<Record<string, () => Promise<{ default: Resources }>>> = {
  'zh-Hans': () => import('./locales/zh-Hans.json'),
  'zh-Hant': () => import('./locales/zh-Hant.json'),
};

/** The kit's words in a language, for `initPluginTranslations`. */
export const kitWords: ResourceLoader = async (language) => (await languages[language]?.())?.default ?? {};

import './publicPath.ts';
import './page.css';
import React from 'react';
import { firstValueFrom } from 'rxjs';
import { createApi } from '../../../../datasource-plugin/src/api.ts';
import { createLive } from '../../../../datasource-plugin/src/live.ts';
import { problemOf } from '../../../../datasource-plugin/src/problem.ts';
import { drawer } from '../host/draw.tsx';
import { registerEditors } from '../host/editors.ts';
import { addWords, speak, wordsIn } from '../host/words.ts';
import { boards } from './boards.ts';
import { Notice } from './Notice.tsx';
import { requestOf } from './page.ts';
import { loadPlugins } from './plugins.ts';
import { rememberedToken, rememberToken } from './token.ts';
import { TokenForm } from './TokenForm.tsx';
import { registerTransformers } from './transformers.ts';
import { straight } from './transport.ts';
import { Wall } from './Wall.tsx';

registerEditors('counted');
registerTransformers();
const { language, theme } = requestOf(window.location.search, navigator.languages);
await speak(language);
await addWords(wordsIn((name) => import(`./locales/${name}.json`)));
const types = Object.values(boards).flatMap(({ panels }) => panels.map(({ type }) => type));
const plugins = await loadPlugins(types);
const draw = await drawer(theme);

/** The exporter that the page comes from, whatever stands before its addresses. */
const exporter = new URL('.', window.location.href).href.replace(/\/$/, '');

/** Draws the wall, or asks for a token where the exporter wants one. */
async function show(token: string | null): Promise<void> {
  const api = createApi(exporter, straight(token));
  try {
    await firstValueFrom(api.viewer());
  } catch (error) {
    const { status, message } = problemOf(error);
    if (status === 401 || status === 429) {
      draw(<TokenForm reason={message} onEnter={(entered) => void enter(entered)} />);
      return;
    }
  }
  const watch = createLive(api);
  draw(
    <>
      <Wall plugins={plugins} watch={watch} />
      <Notice watch={watch} />
    </>,
  );
}

async function enter(token: string): Promise<void> {
  rememberToken(token);
  await show(token);
}

await show(rememberedToken());

import React from 'react';
import { drawer } from './host/draw.tsx';
import { registerEditors } from './host/editors.ts';
import { addWords, panelWords, speak } from './host/words.ts';
import type { Exhibit } from './exhibit.ts';
import { Gallery } from './Gallery.tsx';
import { requestOf } from './page.ts';
import { Wall } from './Wall.tsx';

registerEditors('ignored');
const request = requestOf(window.location.search);
await speak(request.language);
const { exhibits } = await import('./cases/index.ts');
const shown = exhibits.filter(({ name }) => request.panel === null || request.panel === name);
const loaded: { exhibit: Exhibit; plugin: Awaited<ReturnType<Exhibit['load']>>['plugin'] }[] = [];
for (const exhibit of shown) {
  loaded.push({ exhibit, ...(await exhibit.load()) });
  await addWords(panelWords(exhibit.name));
}
const draw = await drawer(request.theme);
const show = () => {
  draw(
    request.wall ? (
      <Wall panels={loaded} />
    ) : (
      <Gallery request={requestOf(window.location.search)} panels={loaded} />
    ),
  );
};
show();
// Another size of the same panels needs no other page.
window.addEventListener('popstate', show);

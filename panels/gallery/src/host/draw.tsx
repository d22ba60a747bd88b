import React from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { createTheme, ThemeContext } from '@grafana/data';
import { GlobalStyles, PortalContainer } from '@grafana/ui';

/** What draws a page in one of Grafana's themes, with Grafana's letters. */
export async function drawer(mode: 'dark' | 'light'): Promise<(content: React.ReactNode) => void> {
  const theme = createTheme({
    colors: { mode },
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
          <PortalContainer />
        </ThemeContext.Provider>,
      );
    });
  };
  // Panels measure texts; without their letters they would measure others.
  draw(null);
  await Promise.all(['400', '500'].map((weight) => document.fonts.load(`${weight} 14px Inter`)));
  return draw;
}

import type { Page } from '@playwright/test';

/**
 * Texts of the page's card that are cut off: beyond the card, or by a box around them that neither scrolls nor ends them
 * with an ellipsis.
 */
export const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const card = document.querySelector('[data-case]');
    if (card === null) return ['there is no card'];
    const cut: string[] = [];
    const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (parent === null || text === '') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rect = range.getBoundingClientRect();
      if (rect.width < 1 || rect.height < 1) continue;
      for (let box: Element | null = parent; box !== null; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.clipPath !== 'none' || style.visibility === 'hidden') break;
        const scrolls = ['auto', 'scroll'].includes(style.overflowY);
        const isCard = box === card;
        if (scrolls && !isCard) break;
        if (isCard || style.overflowX === 'hidden' || style.overflowY === 'hidden') {
          const bounds = box.getBoundingClientRect();
          const ends = style.textOverflow === 'ellipsis';
          const sideways = rect.left < bounds.left - 1 || rect.right > bounds.right + 1;
          const upright =
            rect.top < bounds.top - rect.height * 0.2 || rect.bottom > bounds.bottom + rect.height * 0.2;
          if ((sideways && !ends) || upright) cut.push(text);
          if (ends) break;
        }
        if (isCard) break;
      }
    }
    return cut;
  });

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const NARROW = /[iljtfrI.,:;'|!()[\] ·]/;
const BROAD = /[mwMW@%—…]/;

/** About how wide a text is, in ems of the usual sans-serif. The page is not asked, which would lay it out. */
export function emsOf(text: string): number {
  let ems = 0;
  for (const letter of text) {
    ems += WIDE.test(letter) ? 1 : NARROW.test(letter) ? 0.34 : BROAD.test(letter) ? 0.92 : 0.635;
  }
  return ems;
}

/** A text that is measured as wide as tabular digits are, whichever they are. */
export const tabular = (text: string): string => text.replace(/\d/g, '0');

/** The widest of some texts. */
export const widestOf = (texts: readonly string[]): number =>
  texts.reduce((widest, text) => Math.max(widest, emsOf(text)), 0);

/** About how wide a text is in two lines, broken where that is narrowest: between words, or anywhere in Han. */
export function foldedEms(text: string): number {
  const breaks = [...text.matchAll(/ |(?<=[\u2e80-\u9fff])/gu)].map(({ index }) => index);
  return breaks.reduce(
    (least, at) => Math.min(least, Math.max(emsOf(text.slice(0, at).trim()), emsOf(text.slice(at).trim()))),
    emsOf(text),
  );
}

const STEP = 8;

/** A width that does not change with every digit. */
export const stepped = (width: number): number => Math.ceil(width / STEP) * STEP;

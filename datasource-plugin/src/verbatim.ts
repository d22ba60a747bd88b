/** For words with figures and names in them: React shows texts as they are, and needs no HTML escapes in them. */
export const verbatim = { interpolation: { escapeValue: false } } as const;

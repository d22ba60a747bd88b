/** For words with names in them: React shows texts as they are, and needs no HTML escapes in them. Grafana escapes. */
export const verbatim = { interpolation: { escapeValue: false } } as const;

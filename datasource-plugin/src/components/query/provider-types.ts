/** Types of providers; their names are the gateway's own, and the same in every language. */
export const providerTypes = [
  'claude',
  'claude-auth',
  'codex',
  'gemini',
  'gemini-cli',
  'openai-compatible',
] as const;

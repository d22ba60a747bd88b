/** Where a tab keeps the token that was entered, until it is closed. */
const KEY = 'hubscope.preview.token';

export const rememberedToken = (): string | null => window.sessionStorage.getItem(KEY);

export function rememberToken(token: string): void {
  window.sessionStorage.setItem(KEY, token);
}

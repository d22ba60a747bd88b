/** An address as it is kept: without blanks, and without what the datasource adds itself. */
export const tidyAddress = (text: string): string => text.trim().replace(/(?<=[^/:])(\/+api\/+v1)?\/*$/i, '');

/** Why an address cannot be the exporter's; undefined when it can, or is not given yet. */
export type AddressFault = 'not-http' | 'credentials' | 'parameters';

/** See {@link AddressFault}. Expects what {@link tidyAddress} gives. */
export function addressFault(address: string): AddressFault | undefined {
  if (address === '') return undefined;
  if (!/^https?:\/\/[^/\s]/i.test(address) || !URL.canParse(address)) return 'not-http';
  const { username, password, search, hash } = new URL(address);
  if (username !== '' || password !== '') return 'credentials';
  return search !== '' || hash !== '' ? 'parameters' : undefined;
}

import { addressFault, tidyAddress } from './address.ts';

test.each([
  ['http://hubscope:9464', 'http://hubscope:9464'],
  [' http://hubscope:9464/ ', 'http://hubscope:9464'],
  ['http://hubscope:9464/api/v1', 'http://hubscope:9464'],
  ['http://hubscope:9464/api/v1//', 'http://hubscope:9464'],
  ['https://host/hubscope/api/v1/', 'https://host/hubscope'],
  ['https://host/api', 'https://host/api'],
  ['https://host/my-api/v1', 'https://host/my-api/v1'],
  ['http://', 'http://'],
  ['', ''],
])('%j is kept as %j', (typed, kept) => {
  expect(tidyAddress(typed)).toBe(kept);
});

test.each([
  ['', undefined],
  ['http://hubscope:9464', undefined],
  ['HTTPS://host/prefix', undefined],
  ['http://[::1]:9464', undefined],
  ['hubscope:9464', 'not-http'],
  ['ftp://host', 'not-http'],
  ['http://', 'not-http'],
  ['http://a b', 'not-http'],
  ['http://host:99999', 'not-http'],
  ['javascript:alert(1)', 'not-http'],
  ['http://user:secret@host', 'credentials'],
  ['http://host?x=1', 'parameters'],
  ['http://host#x', 'parameters'],
])('%j has the fault %j', (address, fault) => {
  expect(addressFault(address)).toBe(fault);
});

import { explain, GatewayError } from './failure.ts';

const withCode = (message: string, code: string) => Object.assign(new Error(message), { code });

test.each([
  [withCode('canceling statement due to statement timeout', '57014'), 'timeout'],
  [withCode('terminating connection due to administrator command', '57P01'), 'unreachable'],
  [withCode('password authentication failed for user "x"', '28P01'), 'denied'],
  [withCode('permission denied for table keys', '42501'), 'denied'],
  [withCode('relation "usage_ledger" does not exist', '42P01'), 'changed'],
  [withCode('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED'), 'unreachable'],
  [new Error('WRONGTYPE Operation against a key holding the wrong kind of value'), 'wrong-type'],
  [new Error('NOPERM this user has no permissions to run the scan command'), 'denied'],
  [new Error('timeout exceeded when trying to connect'), 'unreachable'],
  [new Error('Command timed out'), 'timeout'],
  [new Error('Query read timeout'), 'timeout'],
  [new Error('Client has encountered a connection error and is not queryable'), 'unreachable'],
  [new GatewayError('not-a-gateway', 'no tables'), 'not-a-gateway'],
  [new AggregateError([withCode('connect ECONNREFUSED ::1:5432', 'ECONNREFUSED')]), 'unreachable'],
  ['a thrown string', 'failed'],
])('%s', (error, kind) => {
  expect(explain(error).kind).toBe(kind);
});

test('passes on nothing of the original message', () => {
  const secret = 'sk-secret-in-a-message';
  for (const error of [
    new Error(secret),
    withCode(secret, 'XX000'),
    withCode(secret, '28P01'),
    new Error(`WRONGPASS ${secret}`),
  ]) {
    expect(JSON.stringify(explain(error))).not.toContain(secret);
  }
});

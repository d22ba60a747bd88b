import { digestKey, oneOf, switchWord, viewerMapping, webAddress, whole } from './config-schemas.ts';
import { nameStyles } from './contract/part.ts';
import type { Variable } from './config-schemas.ts';

/** The variables that decide who is believed to be whom, and under which names people appear. */
export const IDENTITY_VARIABLES = {
  GRAFANA_URL: {
    meaning:
      "Grafana's own root address (its `root_url`), whose signed identities the API accepts. Without it no person is known.",
    example: 'https://grafana.example',
    schema: webAddress,
  },
  GRAFANA_JWKS_URL: {
    meaning:
      "Where to fetch Grafana's signing keys when GRAFANA_URL cannot be reached from here. Default: " +
      '`/api/signing-keys/keys` below GRAFANA_URL.',
    example: 'http://grafana:3000/api/signing-keys/keys',
    schema: webAddress,
  },
  GRAFANA_ORG_ID: {
    meaning: 'The organisation of Grafana whose users are believed.',
    default: '1',
    example: '2',
    schema: whole(1, 999_999_999),
  },
  VIEWERS: {
    meaning:
      "Which of the gateway's users a person of Grafana is: `username` or `email` (the gateway's user of that name, in " +
      'upper or lower case; a name that two users share is nobody), or the path of a .json file of ' +
      '`{"login in Grafana": id of the user}`, which is read again when it changes. Without it everybody is unknown. ' +
      'Use the names only where people cannot rename themselves in Grafana (OAuth, LDAP, SAML).',
    example: 'username',
    schema: viewerMapping,
  },
  GATEWAY_ADMINS: {
    meaning: "Whether a person who is an administrator of the gateway sees everybody's figures.",
    default: 'true',
    example: 'false',
    schema: switchWord,
  },
  GRAFANA_ADMINS: {
    meaning:
      "`admin`: a person with the role Admin in Grafana's organisation sees everybody's figures, as an administrator of " +
      'the gateway does. `none`: the role means nothing here.',
    default: 'none',
    example: 'admin',
    schema: oneOf('none', 'admin'),
  },
  SCREEN_NAMES: {
    meaning:
      'How users and keys are called where the API_SCREEN_TOKEN asks: `real`, `masked` (`A***`), or `pseudonym` ' +
      '(`user-3f9a2c01`, the same for ever; needs PSEUDONYM_KEY).',
    default: 'masked',
    example: 'pseudonym',
    schema: oneOf(...nameStyles),
  },
  SCREEN_COHORT_FLOOR: {
    meaning:
      'A board that tags or groups narrow to fewer users than this is refused where the API_SCREEN_TOKEN asks; `1` refuses none.',
    default: '1',
    example: '5',
    schema: whole(1, 1000),
  },
  PSEUDONYM_KEY: {
    meaning:
      'What pseudonyms are made with. At least 16 characters; the same for every exporter of a gateway. With another ' +
      'key everybody gets another pseudonym.',
    example: '$(openssl rand -hex 24)',
    secret: true,
    schema: digestKey,
  },
} as const satisfies Record<string, Variable>;

import type { ProviderType } from '../traffic/participants.ts';

export interface ProviderSeed {
  readonly name: string;
  readonly type: ProviderType;
  /** Comma list of groups; null counts as `default`. */
  readonly groups: string | null;
  /** Concurrent sessions when the gateway has little to do; 0 and null both mean unlimited. */
  readonly slots: number | null;
  /** Lower is tried first. */
  readonly priority: number;
  readonly weight: number;
  readonly multiplier: string;
  readonly url: string;
  readonly vendor: string;
  /** Requested model -> model sent upstream. */
  readonly redirects?: Readonly<Record<string, string>>;
  /** Spending limits and their resets, under the columns' names. */
  readonly quota?: Readonly<Record<string, string>>;
  readonly state?: 'disabled' | 'deleted';
}

const bedrock = {
  'claude-sonnet-4-5-20250929': 'anthropic.claude-sonnet-4-5-20250929-v1:0',
  'claude-opus-4-5-20251101': 'anthropic.claude-opus-4-5-20251101-v1:0',
};
const glm = {
  'claude-sonnet-4-5-20250929': 'glm-4.6',
  'claude-opus-4-5-20251101': 'glm-4.6',
  'claude-opus-4-1-20250805': 'glm-4.6',
  'claude-haiku-4-5-20251001': 'glm-4.6',
};

/** One line each: name, type, groups, slots, priority, weight, multiplier, URL, vendor, and what is special. */
export const providerTable: readonly ProviderSeed[] = [
  line(
    'Anthropic 官方',
    'claude',
    'default,premium',
    20,
    0,
    5,
    '1.0',
    'https://api.anthropic.com',
    'anthropic.com',
    {
      quota: { limit_daily_usd: '600.00', limit_monthly_usd: '15000.00', daily_reset_time: '08:00' },
    },
  ),
  line(
    'Claude Max 车队 A',
    'claude-auth',
    'default',
    8,
    0,
    4,
    '0.2',
    'https://api.anthropic.com',
    'anthropic.com',
    {
      quota: { limit_5h_usd: '60.00', limit_5h_reset_mode: 'fixed', limit_weekly_usd: '900.00' },
    },
  ),
  line(
    'Codex Team Pool',
    'codex',
    'default,codex',
    12,
    0,
    5,
    '0.8',
    'https://chatgpt.com/backend-api/codex',
    'openai.com',
    {
      quota: { limit_5h_usd: '80.00', limit_5h_reset_mode: 'rolling', limit_weekly_usd: '700.00' },
    },
  ),
  line(
    'Gemini API',
    'gemini',
    'default，gemini',
    6,
    0,
    3,
    '1.0',
    'https://generativelanguage.googleapis.com',
    'google.com',
    {
      quota: { limit_daily_usd: '120.00', daily_reset_mode: 'rolling' },
    },
  ),
  line(
    'Gemini CLI 共享',
    'gemini-cli',
    'default,gemini',
    null,
    1,
    2,
    '0.5',
    'https://cloudcode-pa.googleapis.com',
    'google.com',
  ),
  line(
    'DeepSeek 官方',
    'openai-compatible',
    null,
    4,
    0,
    3,
    '1.0',
    'https://api.deepseek.com',
    'deepseek.com',
    {
      quota: { limit_total_usd: '2000.00' },
    },
  ),
  line(
    'AWS Bedrock us-east-1',
    'claude',
    'default,premium',
    15,
    1,
    3,
    '1.1',
    'https://bedrock-runtime.us-east-1.amazonaws.com',
    'amazonaws.com',
    {
      redirects: bedrock,
      quota: { limit_monthly_usd: '9000.00' },
    },
  ),
  line(
    'Claude Max 车队 B',
    'claude-auth',
    'default,研发',
    8,
    1,
    4,
    '0.2',
    'https://api.anthropic.com',
    'anthropic.com',
    {
      quota: { limit_5h_usd: '60.00', limit_5h_reset_mode: 'rolling', limit_weekly_usd: '900.00' },
    },
  ),
  line(
    'Azure OpenAI japaneast',
    'codex',
    'default',
    0,
    1,
    2,
    '1.0',
    'https://hub-japaneast.openai.azure.com',
    'azure.com',
  ),
  line(
    'Moonshot 月之暗面',
    'openai-compatible',
    'default',
    null,
    1,
    2,
    '1.0',
    'https://api.moonshot.cn',
    'moonshot.cn',
  ),
  line(
    'GLM Coding 套餐',
    'claude',
    'default',
    3,
    3,
    1,
    '0.4',
    'https://open.bigmodel.cn/api/anthropic',
    'bigmodel.cn',
    {
      redirects: glm,
      quota: { limit_daily_usd: '20.00' },
    },
  ),
  line(
    'Vertex AI asia-northeast1',
    'claude',
    'default,premium',
    10,
    2,
    2,
    '1.1',
    'https://asia-northeast1-aiplatform.googleapis.com',
    'google.com',
    {
      state: 'disabled',
    },
  ),
  line('云桥中转', 'claude', 'default', 5, 2, 1, '0.6', 'https://relay.yunqiao.example', 'yunqiao.example', {
    state: 'deleted',
  }),
  line(
    'Local vLLM',
    'openai-compatible',
    'default,研发',
    2,
    2,
    1,
    '0',
    'http://vllm.internal:8000',
    'vllm.internal',
  ),
  line(
    'Codex 备用线路',
    'codex',
    'default,codex',
    4,
    2,
    1,
    '0.9',
    'https://codex-backup.example',
    'codex-backup.example',
  ),
  line(
    'OpenRouter',
    'openai-compatible',
    'default',
    10,
    3,
    1,
    '1.05',
    'https://openrouter.ai/api',
    'openrouter.ai',
  ),
];

function line(
  name: string,
  type: ProviderType,
  groups: string | null,
  slots: number | null,
  priority: number,
  weight: number,
  multiplier: string,
  url: string,
  vendor: string,
  special: Pick<ProviderSeed, 'redirects' | 'quota' | 'state'> = {},
): ProviderSeed {
  return { name, type, groups, slots, priority, weight, multiplier, url, vendor, ...special };
}

/** The protocol a model is asked through; it decides which providers can serve it. */
export type ModelFamily = 'claude' | 'codex' | 'gemini' | 'openai';

/** USD per million tokens, exact decimals; absent = not sold. */
interface ModelPricePerMillion {
  readonly input: string;
  readonly output: string;
  readonly cacheWrite5m?: string;
  readonly cacheWrite1h?: string;
  readonly cacheRead?: string;
}

export interface GatewayModel {
  readonly name: string;
  readonly displayName: string;
  readonly family: ModelFamily;
  /** Share among all requests; 0 = nobody asks for it, it is only a target of redirects. */
  readonly popularity: number;
  /** Undefined = the gateway knows no price and bills nothing. */
  readonly price?: ModelPricePerMillion;
}

const claudePrice = (input: string, output: string, write5m: string, write1h: string, read: string) => ({
  input,
  output,
  cacheWrite5m: write5m,
  cacheWrite1h: write1h,
  cacheRead: read,
});
const opus = claudePrice('5', '25', '6.25', '10', '0.5');
const sonnet = claudePrice('3', '15', '3.75', '6', '0.3');
const haiku = claudePrice('1', '5', '1.25', '2', '0.1');
const gpt = { input: '1.25', output: '10', cacheRead: '0.125' };

/** List prices of late 2025. */
export const gatewayModels: readonly GatewayModel[] = [
  model('claude-sonnet-4-5-20250929', 'Claude Sonnet 4.5', 'claude', 30, sonnet),
  model('claude-opus-4-5-20251101', 'Claude Opus 4.5', 'claude', 22, opus),
  model('claude-haiku-4-5-20251001', 'Claude Haiku 4.5', 'claude', 16, haiku),
  model(
    'claude-opus-4-1-20250805',
    'Claude Opus 4.1',
    'claude',
    2,
    claudePrice('15', '75', '18.75', '30', '1.5'),
  ),
  model('gpt-5.1-codex', 'GPT-5.1 Codex', 'codex', 11, gpt),
  model('gpt-5.1-codex-max', 'GPT-5.1 Codex Max', 'codex', 4, gpt),
  model('gpt-5.1-codex-mini', 'GPT-5.1 Codex Mini', 'codex', 3, {
    input: '0.25',
    output: '2',
    cacheRead: '0.025',
  }),
  model('gemini-3-pro-preview', 'Gemini 3 Pro', 'gemini', 5, { input: '2', output: '12', cacheRead: '0.2' }),
  model('gemini-2.5-flash', 'Gemini 2.5 Flash', 'gemini', 4, {
    input: '0.3',
    output: '2.5',
    cacheRead: '0.03',
  }),
  model('deepseek-chat', 'DeepSeek V3.2', 'openai', 2, { input: '0.28', output: '0.42', cacheRead: '0.028' }),
  model('kimi-k2-thinking', 'Kimi K2 Thinking', 'openai', 1.5, {
    input: '0.6',
    output: '2.5',
    cacheRead: '0.15',
  }),
  model('qwen3-coder-next', 'Qwen3 Coder (self-hosted)', 'openai', 0.5),
  model('anthropic.claude-sonnet-4-5-20250929-v1:0', 'Claude Sonnet 4.5 (Bedrock)', 'claude', 0, sonnet),
  model('anthropic.claude-opus-4-5-20251101-v1:0', 'Claude Opus 4.5 (Bedrock)', 'claude', 0, opus),
  model('glm-4.6', 'GLM-4.6', 'claude', 0, { input: '0.6', output: '2.2', cacheRead: '0.11' }),
  model('gemini-2.5-pro', 'Gemini 2.5 Pro', 'gemini', 0, {
    input: '1.25',
    output: '10',
    cacheRead: '0.125',
  }),
];

function model(
  name: string,
  displayName: string,
  family: ModelFamily,
  popularity: number,
  price?: ModelPricePerMillion,
): GatewayModel {
  return { name, displayName, family, popularity, ...(price === undefined ? {} : { price }) };
}

/** Which provider types serve a family. */
export const providerTypesOf: Readonly<Record<ModelFamily, readonly string[]>> = {
  claude: ['claude', 'claude-auth'],
  codex: ['codex'],
  gemini: ['gemini', 'gemini-cli'],
  openai: ['openai-compatible'],
};

/**
 * The models that clients of a gateway ask for.
 *
 * @param names as in GatewayOptions; a name that is not in the table counts as a Claude model without a price
 */
export function requestedModels(names: readonly string[] | undefined): GatewayModel[] {
  if (names === undefined) return gatewayModels.filter(({ popularity }) => popularity > 0);
  return names.map((name) => {
    const known = gatewayModels.find((candidate) => candidate.name === name);
    return known === undefined
      ? model(name, name, 'claude', 1)
      : { ...known, popularity: known.popularity || 1 };
  });
}

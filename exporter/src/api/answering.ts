import type { z } from 'zod';
import type { Config } from '../config.ts';
import type { Heartbeat } from '../heartbeat.ts';
import { access, type Rights } from '../identity/access.ts';
import { createNames } from '../identity/names.ts';
import { BadQuestion } from '../questions/bad-question.ts';
import { freshFor } from '../shared-questions.ts';
import { keepAnswers, type Newness } from './answers-of-a-beat.ts';
import { currencyOf, withConverted } from './currency.ts';
import { unknownParameter } from './known-parameters.ts';
import type { Rates } from './rates.ts';
import { render, type Rendered } from './rendering.ts';
import { Refused } from './refused.ts';
import type { Route, Whose } from './route.ts';
import { shareAnswers } from './shared-answers.ts';
import { subjectsIn } from './subjects.ts';
import { usageQuestions } from './usage.ts';

/** Parameters as a request gives them: each name once. */
export type Parameters = Readonly<Record<string, string>>;

/**
 * Answers a route for whoever has these rights. In one heartbeat equal questions of equal rights get one and the same
 * rendered answer, so that two hundred viewers cost what one costs.
 * @throws BadQuestion when the parameters are wrong, Refused when the rights do not allow the question
 */
export type AnswerRoute = (
  route: Route,
  parameters: Parameters,
  rights: Rights,
  newness?: Newness,
) => Promise<Rendered>;

/** Makes the answers of the API; see {@link AnswerRoute}. */
export function answerRoutes(config: Config, heartbeat: Heartbeat, rates: Rates): AnswerRoute {
  const share = shareAnswers(config);
  const askUsage = usageQuestions(heartbeat, share);
  const answers = keepAnswers<Rendered>(freshFor(config));
  heartbeat.onBeat(answers.beat);
  const names = createNames(config);
  const make = async (route: Route, parameters: z.output<Route['parameters']>, rights: Rights) => {
    const subjects = subjectsIn(names, rights.names);
    const whose = allowed(route, parameters, rights);
    const part = await route.answer({ heartbeat, askUsage, share, rights, whose, subjects }, parameters);
    const gateway = heartbeat.questions.gateway.latest()?.value;
    const timezone = gateway?.timezone.name ?? null;
    const currency = gateway === undefined ? null : currencyOf(gateway.directory.settings.currency, rates());
    const answer = { timezone, currency, names: rights.names, ...part };
    return render(withConverted(answer, currency?.rate ?? null));
  };
  return (route, given, rights, newness = 'this beat or the last') => {
    const parameters = checked(route, given);
    const key = `${route.name} ${rights.key} ${JSON.stringify(parameters)}`;
    return answers.get(key, () => make(route, parameters, rights), newness);
  };
}

/** From the widest to the narrowest. */
const widths: readonly Whose[] = ['everybody', 'mixed', 'own'];

/** @throws Refused when a row of the access table says no */
function allowed(route: Route, parameters: z.output<Route['parameters']>, rights: Rights): Whose {
  const told = route.access(parameters).map((name) => {
    const permission = access[name](rights);
    if (!permission.allowed) throw new Refused(permission.why);
    return widths.indexOf(permission.of);
  });
  return widths[Math.max(0, ...told)] ?? 'own';
}

/** @throws BadQuestion naming the first parameter that is wrong */
function checked({ parameters }: Route, given: Parameters): Record<string, unknown> {
  const result = parameters.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw unknownParameter(issue.keys[0] ?? '', Object.keys(parameters.shape));
  }
  const name = String(issue?.path[0] ?? '');
  const [problem = 'is wrong', example = ''] = (issue?.message ?? '').split('; for example ');
  throw new BadQuestion(name, problem, example);
}

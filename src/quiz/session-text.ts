import { confidences } from './grade.ts';
import type { Asked, Outcome, PastAction, Session, Stage, Waiting } from './session.ts';
import { formatDay, parseDay, type Moment } from './study-day.ts';

const SESSION_SCHEMA = 1;

export function printSession(session: Session): string {
  const { current } = session;
  const graded = current?.gradedFrom;
  const shown =
    graded === undefined ? current : { ...current, gradedFrom: { at: graded.at, day: formatDay(graded.day) } };
  return `${JSON.stringify({ schema: SESSION_SCHEMA, ...session, ...(shown === undefined ? {} : { current: shown }) })}\n`;
}

/** The session that `printSession` printed; undefined for anything else, and for one of another schema. */
export function parseSession(text: string): Session | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isFields(value) || value['schema'] !== SESSION_SCHEMA) return undefined;
  const { id, startedAt, seed, cram, endsAt, queue, waiting, current, shown, past, finished } = value;
  const asked = current === undefined ? undefined : readAsked(current);
  if (
    !isName(id) ||
    !isTime(startedAt) ||
    !isTime(seed) ||
    typeof cram !== 'boolean' ||
    !(endsAt === undefined || isTime(endsAt)) ||
    !(Array.isArray(queue) && queue.every(isName)) ||
    !(Array.isArray(waiting) && waiting.every(isWaiting)) ||
    !(current === undefined || asked !== undefined) ||
    !isTime(shown) ||
    !(Array.isArray(past) && past.every(isPast)) ||
    typeof finished !== 'boolean'
  )
    return undefined;
  const { schema, current: _read, ...rest } = value;
  return { ...rest, ...(asked === undefined ? {} : { current: asked }) } as unknown as Session; // every field was checked above
}

const stages: readonly Stage[] = ['predict', 'confide', 'observe', 'inconclusive', 'grade'];

function readAsked(value: unknown): Asked | undefined {
  if (!isFields(value) || !isAskedBase(value)) return undefined;
  const { stage, askedAt, hinted, prediction, choices, confidence, lockedAt, outcome, gradedFrom, why } = value;
  const moment = gradedFrom === undefined ? undefined : readMoment(gradedFrom);
  if (
    !stages.some((one) => one === stage) ||
    !isTime(askedAt) ||
    typeof hinted !== 'boolean' ||
    !isTextOrNone(prediction) ||
    !(choices === undefined || isTime(choices)) ||
    !(confidence === undefined || confidences.some((one) => one === confidence)) ||
    !(lockedAt === undefined || isTime(lockedAt)) ||
    !(outcome === undefined || isOutcome(outcome)) ||
    !(gradedFrom === undefined || moment !== undefined) ||
    !isTextOrNone(why)
  )
    return undefined;
  return { ...value, ...(moment === undefined ? {} : { gradedFrom: moment }) } as unknown as Asked; // checked above
}

function isOutcome(value: unknown): value is Outcome {
  if (!isFields(value)) return false;
  const { kind, correct, judge, observed, experiment, verdict, reason } = value;
  if (kind === 'inconclusive') return isName(experiment) && typeof reason === 'string';
  return (
    kind === 'settled' &&
    (correct === undefined || typeof correct === 'boolean') &&
    ['kernel', 'note', 'learner'].includes(String(judge)) &&
    [observed, experiment, verdict].every(isTextOrNone)
  );
}

function isPast(value: unknown): value is PastAction {
  if (!isFields(value)) return false;
  const { asked, waiting, removed, shown } = value;
  return (
    isFields(asked) &&
    isAskedBase(asked) &&
    Array.isArray(waiting) &&
    waiting.every(isWaiting) &&
    Array.isArray(removed) &&
    removed.every((one) => isFields(one) && isName(one['card']) && isTime(one['index'])) &&
    isTime(shown)
  );
}

function isAskedBase(value: Fields): boolean {
  return isName(value['card']) && (value['from'] === 'queue' || value['from'] === 'waiting');
}

function isWaiting(value: unknown): value is Waiting {
  if (!isFields(value)) return false;
  const { card, readyAt, afterShown } = value;
  return isName(card) && isTime(readyAt) && (afterShown === undefined || isTime(afterShown));
}

function readMoment(value: unknown): Moment | undefined {
  if (!isFields(value)) return undefined;
  const { at, day } = value;
  const parsed = typeof day === 'string' ? parseDay(day) : undefined;
  return isTime(at) && parsed !== undefined ? { at, day: parsed } : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

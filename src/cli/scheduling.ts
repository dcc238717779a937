import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../decks/output/index.ts';
import {
  defaultSettings,
  faultOfSettings,
  openScheduler,
  parseStep,
  type Scheduler,
  type SchedulingSettings,
} from '../quiz/index.ts';
import type { Config, QuizConfig } from './config.ts';
import { CannotError, UsageError } from './outcome.ts';

/** How cards are scheduled: what the configuration says, else what was taken over from Anki, else Anki's defaults. */
export function openVaultScheduler({
  config,
  state,
}: {
  readonly config: Config;
  readonly state: { readonly folder: string };
}): Scheduler {
  const kept = loadScheduling(state.folder);
  const settings: SchedulingSettings = { ...defaultSettings, ...kept, ...settingsOf(config.quiz ?? {}) };
  const fault = faultOfSettings(settings);
  if (fault !== undefined) throw new UsageError(`"quiz" of the configuration: ${fault}`);
  return openScheduler(settings);
}

/** `newPerDay` of the configuration, for a plan; nothing where it says nothing. */
export function newPerDayOf({ config }: { readonly config: Config }): { readonly newPerDay?: number } {
  const newPerDay = config.quiz?.newPerDay;
  return newPerDay === undefined ? {} : { newPerDay };
}

/** Keeps settings beside the journal, for every later session. */
export async function saveScheduling(folder: string, settings: SchedulingSettings): Promise<void> {
  const file = path.join(folder, 'scheduling.json');
  const outcome = await writeWhole(file, `${JSON.stringify({ schema: 1, ...settings }, null, 1)}\n`);
  if (!outcome.written) throw new CannotError(outcome.message);
}

function settingsOf({
  retention,
  weights,
  maximumInterval,
  learningSteps,
  relearningSteps,
  leechThreshold,
}: QuizConfig): Partial<SchedulingSettings> {
  const seconds = (steps: readonly string[]): number[] =>
    steps.map((step) => {
      const parsed = parseStep(step);
      if (parsed === undefined)
        throw new UsageError(`"quiz" of the configuration: "${step}" is no step; write 90s, 10m, 1h or 1d`);
      return parsed;
    });
  return {
    ...(retention === undefined ? {} : { retention }),
    ...(weights === undefined ? {} : { weights }),
    ...(maximumInterval === undefined ? {} : { maximumInterval }),
    ...(learningSteps === undefined ? {} : { learningSteps: seconds(learningSteps) }),
    ...(relearningSteps === undefined ? {} : { relearningSteps: seconds(relearningSteps) }),
    ...(leechThreshold === undefined ? {} : { leechThreshold }),
  };
}

function loadScheduling(folder: string): Partial<SchedulingSettings> {
  const file = path.join(folder, 'scheduling.json');
  if (!existsSync(file)) return {};
  try {
    const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isSettings(document)) {
      const { schema: _, ...settings } = document;
      if (faultOfSettings({ ...defaultSettings, ...settings }) === undefined) return settings;
    }
  } catch {
    // Reported below.
  }
  throw new CannotError(`${file} is damaged: delete it, or run \`sockrates import-reviews FILE --options\` again`);
}

function isSettings(value: unknown): value is { readonly schema: 1 } & SchedulingSettings {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>; // an object has such keys or not
  return (
    fields['schema'] === 1 &&
    ['retention', 'maximumInterval', 'leechThreshold'].every((key) => typeof fields[key] === 'number') &&
    ['weights', 'learningSteps', 'relearningSteps'].every(
      (key) => Array.isArray(fields[key]) && fields[key].every((one) => typeof one === 'number'),
    )
  );
}

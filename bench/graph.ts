import { buildGraph, studyOrder, summarizeGraph } from '../src/graph/index.ts';
import type { Note, Vault } from '../src/vault/index.ts';
import { parseNote } from '../src/vault/parse-note.ts';
import { resolveLinks, targetsOf } from '../src/vault/resolve.ts';
import { type Bench, type Measurement, median } from './measurement.ts';

const LINKS_A_NOTE = 10;

/** The concept graph after parsing: its time at full size, and whether that grows with the vault or faster. */
export const measureGraph: Bench = ({ quick }) => {
  const rounds = quick ? 3 : 7;
  const count = quick ? 4000 : 10_000;
  const sizes = [count / 4, count / 2, count].map((notes) => ({ vault: makeVault(notes), times: [] as number[] }));
  // Each in its turn, so that all of them have the same memory round them; the first round only warms up.
  for (let round = 0; round <= rounds; round += 1)
    for (const { vault, times } of sizes) {
      const took = time(() => mapVault(vault));
      if (round > 0) times.push(took);
    }
  const [quarter = 0, half = 0, whole = 0] = sizes.map(({ times }) => median(times));
  const size = `${count.toLocaleString('en')} notes, ${(count * LINKS_A_NOTE).toLocaleString('en')} links`;
  const limit = (2000 * count) / 10_000;
  const shown = [quarter, half, whole].map((took) => `${took.toFixed(0)} ms`).join(', ');
  const measurements: Measurement[] = [
    {
      work: `graph of ${size}, built, ordered and summarised`,
      ratio: whole / limit,
      against: `${limit / 1000} s of one core`,
      goal: { atMost: 1 },
      detail: `${whole.toFixed(0)} ms`,
    },
    // Linear is 2 and 4; caches and memory make the larger one dearer.
    {
      work: `the same, against half of the notes`,
      ratio: whole / half,
      against: 'half',
      goal: { atMost: 3 },
      detail: shown,
    },
    {
      work: `the same, against a quarter of the notes`,
      ratio: whole / quarter,
      against: 'a quarter',
      goal: { atMost: 6 },
      detail: shown,
    },
  ];
  return Promise.resolve(measurements);
};

function mapVault(vault: Vault): number {
  const graph = buildGraph({ vault });
  return studyOrder(graph).steps.length + summarizeGraph(graph).hubs.length;
}

/** Notes in a hundred folders, each with its prerequisite, and links near and far; some lead to what is not written. */
function makeVault(count: number): Vault {
  const notes: Note[] = [];
  for (let index = 0; index < count; index += 1) {
    const link = (step: number) => `[[note-${(index * step + 7 * step) % count}]]`;
    const text = [
      `---\ntags: [bench, part-${index % 20}]\nrequires: ["[[note-${Math.floor(index / 2)}]]"]\n---\n# Note ${index}`,
      `It leads to ${[3, 7, 11, 13].map(link).join(', ')}, and these lead on. ${'Words stand here. '.repeat(6)}`,
      `## Details\n\n- ${[17, 19, 23, 29].map(link).join('\n- ')}\n\nAnd [[missing ${index % (count / 20)}]].`,
    ].join('\n\n');
    notes.push(parseNote(`folder-${index % 100}/note-${index}.md`, text).note);
  }
  const vault: Vault = { root: '/', name: 'bench', notes, attachments: [] };
  const targets = targetsOf(vault);
  for (const note of notes) resolveLinks(targets, note);
  return vault;
}

/** Milliseconds of processor time, those of the garbage collector included: other programs on the machine don't count. */
function time(work: () => unknown): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

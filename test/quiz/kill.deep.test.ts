import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openJournal, readJournal } from '../../src/quiz/index.ts';
import { seededRandom } from '../anki/scheduling-histories.ts';
import { makeWorkplace } from '../cli/run-program.ts';

const KILLS = 200;

/** Answers one card after the other as fast as it can, and tells of each as soon as the journal has it. */
const answering = `
  import { writeSync } from 'node:fs';
  import { applyRecord, defaultSettings, momentAt, openJournal, openScheduler, quizCardId, replayJournal, saveSession, startSession, takeEvent } from ${JSON.stringify(path.resolve('dist/quiz/index.js'))};
  const folder = process.argv[1];
  const scheduler = openScheduler(defaultSettings);
  const opened = openJournal(folder, { now: Date.now(), nonce: String(process.pid) });
  if (opened.kind !== 'opened') { writeSync(2, opened.message); process.exit(9); }
  const { journal } = opened;
  let state = replayJournal(journal.records, scheduler);
  const queue = Array.from({ length: 5000 }, (_, index) => quizCardId(String(index).padStart(16, 'x')));
  let session = startSession({ id: String(process.pid), moment: momentAt(Date.now()), seed: 1, queue });
  const take = (event) => {
    const step = takeEvent(session, state, event, scheduler);
    session = step.session;
    if (step.draft === undefined) return;
    const record = journal.append(step.draft);
    state = applyRecord(state, record, scheduler);
    writeSync(1, record.id + '\\n');
    saveSession(folder, session);
  };
  writeSync(1, 'begun\\n');
  for (;;) {
    const moment = momentAt(Date.now());
    take({ kind: 'next', moment });
    take({ kind: 'predict', prediction: 'x'.repeat(Math.floor(Math.random() * 300)) });
    take({ kind: 'confide', confidence: 'certain', moment });
    take({ kind: 'observe', outcome: { kind: 'settled', correct: true, judge: 'note' }, moment });
    take({ kind: 'grade', grade: 'good', moment });
  }
`;

describe('a session that is killed', () => {
  it(`loses no answer that it told of, at ${KILLS} random moments; the journal always loads and is free again`, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-kill-'));
    const random = seededRandom(41);
    const told = new Set<string>();
    let torn = 0;
    try {
      for (let kill = 0; kill < KILLS; kill += 1) {
        const child = spawn(process.execPath, ['--input-type=module', '-e', answering, folder], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let output = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
        await once(child.stdout, 'data');
        await wait(random() * 120);
        child.kill('SIGKILL');
        await once(child, 'close');
        const lines = output.split('\n').slice(1, -1);
        for (const id of lines) told.add(id);
        const read = readJournal(folder);
        if (read.kind !== 'read') throw new Error(read.message);
        if (read.torn) torn += 1;
        const kept = new Set(read.records.map(({ id }) => id));
        expect([...told].filter((id) => !kept.has(id))).toEqual([]);
      }
      const opened = openJournal(folder, { now: 1, nonce: 'after' });
      if (opened.kind !== 'opened') throw new Error(opened.message);
      opened.journal.close();
      console.log(`${KILLS} kills, ${told.size} answers told of and none lost, ${torn} lines torn`);
      expect(told.size).toBeGreaterThan(KILLS / 4);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('loses no line that quiz --json printed', async () => {
    const cards = Array.from({ length: 40 }, (_, index) => `Question ${index}? :: Answer ${index}\n`).join('\n');
    const place = makeWorkplace({ 'vault/Note.md': `# Note\n\n${cards}` });
    const { cards: listed } = JSON.parse(place.run('cards', 'vault', '--json').out) as {
      cards: readonly { readonly id: string; readonly text: { readonly Back: string } }[];
    };
    const answers = listed.map(({ id, text }) => JSON.stringify({ card: id, answer: text.Back, confidence: 'fairly' }));
    const told = new Set<string>();
    const random = seededRandom(5);
    for (let kill = 0; kill < 8; kill += 1) {
      const left = answers.slice(told.size);
      const child = spawn(
        process.execPath,
        [path.resolve('dist/cli/main.js'), 'quiz', 'vault', '--json', '--answers', '-'],
        {
          cwd: place.folder,
          stdio: ['pipe', 'pipe', 'inherit'],
        },
      );
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
      child.stdin.on('error', () => undefined).end(`${left.join('\n')}\n`);
      await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
      await wait(random() * 8);
      child.kill('SIGKILL');
      await once(child, 'close');
      for (const line of output.split('\n').slice(0, -1)) told.add((JSON.parse(line) as { card: string }).card);
      const journal = readFileSync(path.join(place.folder, 'vault/.sockrates/journal.jsonl'), 'utf8');
      for (const card of told) expect(journal).toContain(`"card":"${card}"`);
    }
    expect(told.size).toBeGreaterThan(0);
    expect(readJournal(path.join(place.folder, 'vault/.sockrates'))).toMatchObject({ kind: 'read' });
  });
});

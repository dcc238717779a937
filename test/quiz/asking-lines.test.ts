import { describe, expect, it } from 'vitest';
import { parseBlock, type Transcript } from '../../src/experiments/index.ts';
import { replayExperiment } from '../../src/experiments/index.ts';
import { askExperiment } from '../../src/quiz/asking/ask-line.ts';
import { judgeAnswer } from '../../src/quiz/asking/judge-answer.ts';
import type { AskableExperiment } from '../../src/quiz/asking/askable-experiment.ts';
import type { Question } from '../../src/quiz/asking/question.ts';
import { poolResults } from '../../src/quiz/asking/result-pool.ts';
import { predictionId } from '../../src/quiz/index.ts';

function experiment(id: string, text: string, question?: string): AskableExperiment {
  const { block, diagnostics } = parseBlock({ text, path: `experiments/${id}.md`, firstLine: 1 });
  expect(diagnostics).toEqual([]);
  const own = question === undefined ? {} : { question };
  return {
    id,
    title: id,
    ...own,
    root: '/vault',
    path: `experiments/${id}.md`,
    line: 1,
    block,
    prose: '',
    sources: [],
    concepts: [],
  };
}

const others = [
  experiment(
    'a',
    'socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0\nrecv(a, _, 64, MSG_DONTWAIT) = -1 EAGAIN\nsend(a, "x", 1, 0) = 1',
  ),
  experiment(
    'b',
    'socket(AF_INET, SOCK_STREAM, 0) = s\nrecv(s, _, 64, 0) = -1 ENOTCONN\nsend(s, "x", 1, MSG_NOSIGNAL) = -1 EPIPE',
  ),
  experiment('c', 'socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0\nclose(b) = 0\nrecv(a, "", 64, 0) = 0'),
  experiment('d', 'socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0\nrecv(a, _, 64, 0) = <unfinished ...>'),
];

function ask(
  text: string,
  settings: {
    readonly question?: string;
    readonly system?: 'linux' | 'darwin';
    readonly seed?: string;
    readonly wrongPicks?: readonly string[];
  } = {},
): readonly Question[] {
  const own = experiment('own', text, settings.question);
  const system = settings.system ?? 'linux';
  return askExperiment(own, (number) => predictionId('own', number), {
    pool: poolResults([own, ...others], system),
    system,
    wrongPicks: settings.wrongPicks ?? [],
    seed: settings.seed ?? '1',
    ripe: false,
  });
}

function options({ form }: Question): readonly string[] {
  return form.kind === 'choice' ? form.options.map(({ text }) => text).toSorted() : [];
}

const pair = 'socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0\n';

describe('a line of an experiment as a question', () => {
  it('says who calls what for which time, and shows neither outputs nor what comes later', () => {
    const [first, second] = ask(
      [
        '[client] socket(AF_INET, SOCK_STREAM, 0) = c    # gives it away',
        '[client] send(c, "x", 1, MSG_NOSIGNAL) =? -1 EPIPE',
        '[client] send(c, "x", 1, MSG_NOSIGNAL) =? -1 EPIPE',
        '[client] close(c) = 0',
      ].join('\n'),
      { question: 'What does send() say?' },
    );
    expect(first).toMatchObject({ about: 'experiment', text: 'What does send() say?', expected: '-1 EPIPE' });
    expect(second).toMatchObject({
      item: 'own:2',
      about: 'line',
      text: 'The client now calls send() a second time: what does it return?',
      asked: '[client] send(c, "x", 1, MSG_NOSIGNAL) = ?',
      before: ['[client] socket(AF_INET, SOCK_STREAM, 0) = c', '[client] send(c, "x", 1, MSG_NOSIGNAL) = -1 EPIPE'],
      explanation: 'gives it away',
    });
    expect(ask(`${pair}send(a, "AAA", 3, 0) = 3\nrecv(b, "AAA", 64, 0) =? 3`)[0]).toMatchObject({
      asked: 'recv(b, …, 64, 0) = ?',
      expected: '3, with "AAA"',
    });
  });

  it('asks for what the kernel wrote, where the result says nothing', () => {
    const [type] = ask(
      'socket(AF_INET, SOCK_DGRAM, 0) = s\ngetsockopt(s, SOL_SOCKET, SO_TYPE, [SOCK_DGRAM], [4]) =? 0',
    );
    expect(type).toMatchObject({ asked: 'getsockopt(s, SOL_SOCKET, SO_TYPE, ?, […]) = 0', expected: 'SOCK_DGRAM' });
    const [length] = ask(
      'socket(AF_INET, SOCK_STREAM, 0) = s\nbind(s, 127.0.0.1:8080) = 0\ngetsockname(s, _, [4 => 16]) =? 0',
    );
    expect(length).toMatchObject({ asked: 'getsockname(s, …, [4 => ?]) = 0', expected: '16' });
  });

  it('asks checks, waits and packets', () => {
    const questions = ask(
      [
        'socket(AF_INET, SOCK_STREAM, 0) = listener',
        'bind(listener, 127.0.0.1:8080) = 0',
        'listen(listener, 5) = 0',
        'check state(listener) ==? LISTEN',
        'socket(AF_INET, SOCK_STREAM, 0) = c',
        'connect(c, 127.0.0.1:8080) = 0',
        'wait state(c) ==? ESTABLISHED',
        'IP c > listener:? Flags [S]',
      ].join('\n'),
    );
    expect(questions.map(({ text, asked, expected }) => [text, asked, expected])).toEqual([
      ['In which TCP state is the socket now: state(listener)?', 'check state(listener) == ?', 'LISTEN'],
      ['Which TCP state does state(c) come to?', 'wait state(c) == ?', 'ESTABLISHED'],
      ['Which packet travels next between c and listener, sent by c?', 'IP c > listener: ?', 'Flags [S]'],
    ]);
  });

  it('offers what the same call gives elsewhere, never what another system allows', () => {
    const [question] = ask(`${pair}recv(a, _, 64, MSG_DONTWAIT) =? -1 ECONNRESET | darwin: -1 ENOTCONN`);
    expect(question === undefined ? [] : options(question)).toEqual([
      '-1 EAGAIN',
      '-1 ECONNRESET',
      '0',
      'it does not return: it waits',
    ]);
    const [mac] = ask(`${pair}recv(a, _, 64, MSG_DONTWAIT) =? -1 ECONNRESET | darwin: -1 ENOTCONN`, {
      system: 'darwin',
    });
    expect(mac?.expected).toBe('-1 ENOTCONN');
    expect(mac === undefined ? [] : options(mac)).not.toContain('-1 ECONNRESET');
  });

  it('never offers one error under two names', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const [question] = ask(`${pair}recv(a, _, 64, MSG_DONTWAIT) =? -1 EWOULDBLOCK`, { seed: `${seed}` });
      expect(question === undefined ? [] : options(question)).not.toContain('-1 EAGAIN');
    }
  });

  it('puts options in an order that the seed decides, and past wrong picks among them', () => {
    const text = `${pair}send(a, "AAA", 3, 0) = 3\nrecv(b, "AAA", 64, 0) =? 3`;
    expect(ask(text, { seed: '5' })).toEqual(ask(text, { seed: '5' }));
    for (const pick of ['0', 'blocks', '-1 ENOTCONN']) {
      const [question] = ask(text, { wrongPicks: [pick] });
      const values = question?.form.kind === 'choice' ? question.form.options.map(({ value }) => value) : [];
      expect(values).toContain(pick);
    }
  });
});

describe('the kernel as the judge', () => {
  const right = `${pair}send(a, "AAA", 3, 0) = 3\nrecv(b, "AAA", 64, 0) =? 3`;

  async function judge(text: string, answers: readonly string[]): Promise<readonly unknown[]> {
    const [question] = ask(text);
    const block = experiment('own', text).block;
    const transcript: Transcript = await replayExperiment(block);
    if (question === undefined) return [];
    return answers.map((answer) => {
      const { correct, judge: by, observed, disagrees, undecided } = judgeAnswer(question, answer, transcript);
      return { correct, by, observed, disagrees, undecided };
    });
  }

  it('says who was right', async () => {
    expect(await judge(right, ['3', '0'])).toEqual([
      { correct: true, by: 'kernel', observed: '3', disagrees: undefined, undecided: undefined },
      { correct: false, by: 'kernel', observed: '3', disagrees: undefined, undecided: undefined },
    ]);
  });

  it('is believed where the note says otherwise', async () => {
    const wrong = `${pair}send(a, "AAA", 3, 0) = 3\nrecv(b, "AAA", 64, 0) =? 0`;
    expect(await judge(wrong, ['0', '3'])).toEqual([
      { correct: false, by: 'kernel', observed: '3', disagrees: true, undecided: undefined },
      { correct: true, by: 'kernel', observed: '3', disagrees: true, undecided: undefined },
    ]);
  });

  it('decides nothing where the line is not reached, or the machine cannot run it', async () => {
    const [late] = await judge(`${pair}send(a, "AAA", 3, 0) = 2\nrecv(b, "AAA", 64, 0) =? 3`, ['3']);
    expect(late).toMatchObject({ correct: undefined, by: 'learner', disagrees: true });
    const [unable] = await judge(`needs: ${process.platform === 'linux' ? 'darwin' : 'linux'}\n${right}`, ['3']);
    expect(unable).toMatchObject({ correct: undefined, by: 'learner', disagrees: undefined });
  });
});

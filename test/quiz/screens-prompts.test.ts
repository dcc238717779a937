import { render } from '@inquirer/testing';
import { describe, expect, it } from 'vitest';
import { keyPrompt } from '../../src/quiz/screens/key-prompt.ts';
import { linePrompt } from '../../src/quiz/screens/line-prompt.ts';

const clock = (): number => performance.now();

/** Never resized. */
const window = { columns: () => 80, onResize: () => () => undefined, write: () => undefined };

const keys = {
  message: () => '? predict a-d',
  keys: new Set(['a', 'b', '@', 'enter']),
  answered: (key: string) => `picked ${key}`,
  deafUntil: 0,
  clock,
  window,
};

const line = {
  message: () => '? type',
  answered: (typed: string) => `typed ${typed}`,
  show: (text: string) => text.replaceAll('\u001b', '\\x1b'),
  deafUntil: 0,
  clock,
  window,
};

describe('a prompt for one key', () => {
  it('takes the first of its keys, echoes nothing, and leaves what was picked', async () => {
    const { answer, events, getScreen } = await render(keyPrompt, keys);
    expect(getScreen()).toBe('? predict a-d');
    events.type('xyz9');
    events.keypress('down');
    expect(getScreen()).toBe('? predict a-d');
    events.type('b');
    expect(await answer).toBe('b');
    expect(getScreen()).toBe('picked b');
  });

  it('takes Enter and the space bar for the same', async () => {
    for (const key of ['enter', 'space'] as const) {
      const { answer, events } = await render(keyPrompt, keys);
      events.keypress(key);
      expect(await answer).toBe('enter');
    }
  });

  it('stands nowhere while keys of before may still come, and listens as soon as it is seen', async () => {
    const before = clock();
    const { answer, events, getScreen } = await render(keyPrompt, { ...keys, deafUntil: before + 100 });
    expect(getScreen()).toBe('? predict a-d');
    expect(clock() - before).toBeGreaterThan(90);
    events.type('@');
    expect(await answer).toBe('@');
  });

  it('is drawn once again where the window is narrower, over every row that it was folded to', async () => {
    let columns = 40;
    let resized = (): void => undefined;
    const written: string[] = [];
    const { answer, events, getScreen } = await render(keyPrompt, {
      ...keys,
      message: () => (columns < 40 ? '? a-d' : '? predict a-d, or Enter to see it'),
      window: {
        columns: () => columns,
        onResize: (listener: () => void) => {
          resized = listener;
          return () => undefined;
        },
        write: (sequence: string) => written.push(sequence),
      },
    });
    columns = 15;
    resized();
    // 33 columns stand in three rows now, of which inquirer knows one.
    expect(written).toEqual(['\u001b[2K\u001b[1A\u001b[2K\u001b[1A']);
    expect(getScreen()).toBe('? a-d');
    columns = 40;
    resized();
    expect(written).toHaveLength(1);
    expect(getScreen()).toBe('? predict a-d, or Enter to see it');
    events.type('a');
    expect(await answer).toBe('a');
  });

  it('ends with an ExitPromptError on Ctrl-C', async () => {
    const { answer, events } = await render(keyPrompt, keys);
    events.keypress({ name: 'c', ctrl: true });
    await expect(answer).rejects.toMatchObject({ name: 'ExitPromptError' });
  });
});

describe('a prompt for a line', () => {
  it('shows what is typed, made safe, and gives it as it was typed', async () => {
    const { answer, events, getScreen } = await render(linePrompt, line);
    events.type('broken pipe');
    expect(getScreen()).toBe('? type broken pipe');
    events.keypress('enter');
    expect(await answer).toBe('broken pipe');
    expect(getScreen()).toBe('typed broken pipe');
  });
});

import { part } from './element.ts';

export type Theme = 'light' | 'dark';

export interface ThemeSwitch {
  readonly theme: () => Theme;
  readonly onChange: (listener: () => void) => void;
  /** Paper is light, whatever the screen is. */
  readonly usePaper: (printing: boolean) => void;
}

/** Light or dark: what the system says, until the reader chooses; the choice is kept where the browser lets it. */
export function openTheme(): ThemeSwitch {
  const listeners: (() => void)[] = [];
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let chosen = recall();
  let paper = false;
  const theme = (): Theme => (paper ? 'light' : undefined) ?? chosen ?? (dark.matches ? 'dark' : 'light');
  const apply = (): void => {
    document.documentElement.classList.toggle('dark', theme() === 'dark');
    document.documentElement.classList.toggle('light', theme() === 'light');
    part('theme', HTMLButtonElement).setAttribute('aria-pressed', String(theme() === 'dark'));
    for (const listener of listeners) listener();
  };
  part('theme', HTMLButtonElement).addEventListener('click', () => {
    chosen = theme() === 'dark' ? 'light' : 'dark';
    remember(chosen);
    apply();
  });
  dark.addEventListener('change', apply);
  apply();
  return {
    theme,
    onChange: (listener) => void listeners.push(listener),
    usePaper(printing) {
      paper = printing;
      apply();
    },
  };
}

const key = 'sockrates-map-theme';

/** A page from disk may have no storage. */
function recall(): Theme | undefined {
  try {
    const kept = localStorage.getItem(key);
    return kept === 'light' || kept === 'dark' ? kept : undefined;
  } catch {
    return undefined;
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // The next visit asks the system again.
  }
}

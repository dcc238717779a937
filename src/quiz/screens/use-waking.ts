import { useEffect, useState } from '@inquirer/core';

/**
 * A prompt that was stopped by Ctrl-Z finds its input paused when `fg` brings it back, and would end: resumes it, and
 * draws the prompt again below what the shell has printed.
 */
export function useWaking(): void {
  const [times, setTimes] = useState(0);
  useEffect(
    (readline) => {
      const wake = (): void => {
        readline.resume();
        setTimes(times + 1);
      };
      readline.on('SIGCONT', wake);
      return () => {
        readline.removeListener('SIGCONT', wake);
      };
    },
    [times],
  );
}

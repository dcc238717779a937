import { useEffect, useState } from '@inquirer/core';

/**
 * Keys that were typed for something else may still be on their way: until that is over the prompt hears nothing, and
 * stands nowhere. What is seen can be answered.
 *
 * @param until milliseconds of `clock`
 * @returns whether it listens
 */
export function useDeafness(until: number, clock: () => number): boolean {
  const [isListening, setListening] = useState(until <= clock());
  useEffect(() => {
    if (isListening) return undefined;
    const timer = setTimeout(() => {
      setListening(true);
    }, until - clock());
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return isListening;
}

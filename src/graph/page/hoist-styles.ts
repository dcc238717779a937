import type { PageExperiment } from './page-input.ts';

/**
 * Ladders carry their style each, the same one: the page needs it once. Gives the styles, and the ladders without them.
 */
export function hoistStyles(experiments: readonly PageExperiment[]): {
  readonly styles: readonly string[];
  readonly experiments: readonly PageExperiment[];
} {
  const styles = new Set<string>();
  const bare = experiments.map((experiment) => {
    const { ladderSvg } = experiment;
    if (ladderSvg === undefined) return experiment;
    const kept = ladderSvg.replace(/<style>([^<]*)<\/style>\n?/g, (_, style: string) => {
      styles.add(style);
      return '';
    });
    return { ...experiment, ladderSvg: kept };
  });
  return { styles: [...styles], experiments: bare };
}

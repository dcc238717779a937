/** The cable between hosts in C. */
import type { WireRule } from '../language/wire.ts';
import { NotEmitted } from './not-emitted.ts';

export function cWire(rule: WireRule): readonly string[] {
  throw new NotEmitted(`a cable that can ${rule.verb}`);
}

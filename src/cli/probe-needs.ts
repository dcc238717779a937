import { parseBlock, type Replayer, type Transcript } from '../experiments/index.ts';

/** Asks the replayer itself whether needs are met here: a block that names them and makes one harmless call. */
export function probeNeeds(needs: readonly string[], replayer: Replayer): Promise<Transcript> {
  const head = needs.length === 0 ? '' : `needs: ${needs.join(', ')}\n`;
  const { block } = parseBlock({
    path: 'probe',
    firstLine: 1,
    text: `${head}socket(AF_UNIX, SOCK_STREAM, 0) = s\nclose(s) = 0`,
  });
  return replayer.replay(block, {});
}

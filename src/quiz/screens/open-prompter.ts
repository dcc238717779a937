import { openPlainPrompter } from './plain-prompter.ts';
import type { Prompter, PrompterStreams } from './prompter.ts';

/** inquirer is loaded only where a person is asked. */
export async function openPrompter(streams: PrompterStreams): Promise<Prompter> {
  if (streams.look.plain) return openPlainPrompter(streams);
  const { openInquirerPrompter } = await import('./inquirer-prompter.ts');
  return openInquirerPrompter(streams);
}

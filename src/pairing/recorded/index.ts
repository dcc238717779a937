/** What a vault remembers of its experiments' runs: every export asks for it, most vaults remember nothing. */
export { loadEvidence, renewEvidence, saveEvidence, type LoadedEvidence } from '../evidence.ts';
export { fingerprintOf, type Evidence } from '../evidence-text.ts';

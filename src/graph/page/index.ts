/** The page and its layout: loaded by the command that draws it alone. */
export { renderGraphPage } from './render-page.ts';
export type { GraphPageInput, PageCard, PageClaim, PageExperiment, PageNote } from './page-input.ts';
export type { LearningState as PageLearning, PageVerdict } from './client/page-data.ts';

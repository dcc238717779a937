export { conductSession, type SessionEnd } from './conduct-session.ts';
export { drawEnd, drawResumed, drawStart, drawStopped } from './draw-session.ts';
export { judgementOf, outcomeOf } from './observe-answer.ts';
export type { Look } from './look.ts';
export { openEditor } from './open-editor.ts';
export { foldsLines } from './use-resizing.ts';
export { openPrompter } from './open-prompter.ts';
export { Interrupted, type Prompter } from './prompter.ts';
export type { QuizWorld } from './quiz-world.ts';

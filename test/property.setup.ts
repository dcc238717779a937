import fc from 'fast-check';

/** In CI properties try the same inputs each time, so that a run says something about the change; by hand they try others. */
if (process.env['CI'] === 'true') fc.configureGlobal({ seed: 20_261_121 });

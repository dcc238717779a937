export * from './language/block.ts';
export * from './language/value.ts';
export * from './language/constants.ts';
export * from './language/signatures.ts';

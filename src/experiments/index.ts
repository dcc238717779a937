export * from './language/block.ts';
export * from './language/claim.ts';
export * from './language/condition.ts';
export * from './language/packet.ts';
export * from './language/wire.ts';
export * from './language/value.ts';
export * from './language/constants.ts';
export * from './language/signatures.ts';

import type { System } from './system.ts';

/** What a block may claim of a struct stat. */
export interface FileStatus {
  readonly mode: number;
  readonly links: number;
  readonly user: number;
  readonly group: number;
  readonly size: number;
}

/**
 * struct stat. x86-64: nlink u64 @16, mode u32 @24, uid @28, gid @32, size @48. arm64: mode @16, nlink u32 @20, uid @24,
 * gid @28, size @48. Darwin: mode u16 @4, nlink u16 @6, uid @16, gid @20, size @96.
 */
export function fileStatus(bytes: Uint8Array, system: System): FileStatus {
  const buffer = Buffer.from(bytes);
  if (system.name === 'darwin') {
    return {
      mode: buffer.readUInt16LE(4),
      links: buffer.readUInt16LE(6),
      user: buffer.readUInt32LE(16),
      group: buffer.readUInt32LE(20),
      size: Number(buffer.readBigInt64LE(96)),
    };
  }
  const size = Number(buffer.readBigInt64LE(48));
  if (system.arch === 'arm64') {
    return {
      mode: buffer.readUInt32LE(16),
      links: buffer.readUInt32LE(20),
      user: buffer.readUInt32LE(24),
      group: buffer.readUInt32LE(28),
      size,
    };
  }
  return {
    mode: buffer.readUInt32LE(24),
    links: Number(buffer.readBigUInt64LE(16)),
    user: buffer.readUInt32LE(28),
    group: buffer.readUInt32LE(32),
    size,
  };
}

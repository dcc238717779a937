/** The systems whose numbers and structure layouts this folder knows. */
export type SystemName = 'linux' | 'darwin';

export interface System {
  readonly name: SystemName;
  readonly arch: 'x64' | 'arm64';
}

/** The system this process runs on, or why nothing can be replayed here. */
export function findSystem(platform: string = process.platform, arch: string = process.arch): System | string {
  if (platform !== 'linux' && platform !== 'darwin') {
    return `experiments are not supported on ${platform}: they run on Linux and macOS`;
  }
  if (arch !== 'x64' && arch !== 'arm64') {
    return `experiments are not supported on ${platform} ${arch}: they run on x64 and arm64`;
  }
  return { name: platform, arch };
}

/** Where something can only be reached after `findSystem` found one. */
export function requireSystem(): System {
  const system = findSystem();
  if (typeof system === 'string') throw new Error(system);
  return system;
}

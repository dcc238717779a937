import type { Transcript } from '../experiments/index.ts';
import type { Experiment } from './find-experiments.ts';

/** `run --json`, schema 1. Fields may be added, never renamed. */
export function runDocument(
  { id }: Experiment,
  { verdict, reason, transcript, packets, os }: Transcript,
  repeated?: { readonly runs: number; readonly agree: boolean },
): unknown {
  return {
    schema: 1,
    experiment: id,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(repeated === undefined ? {} : { repeated }),
    transcript: transcript.map(
      ({ line, actor, call, args, result, errno, data, startNs, durationNs, status, ...rest }) => ({
        line,
        actor,
        call,
        args,
        result,
        ...(errno === undefined ? {} : { errno }),
        ...(data === undefined ? {} : { data }),
        startNs,
        durationNs,
        status,
        claimed: rest.claimed,
        ...(rest.reason === undefined ? {} : { reason: rest.reason }),
      }),
    ),
    ...(packets === undefined
      ? {}
      : {
          packets: packets.map(({ timeNs, from, to, text, fate }) => ({
            timeNs,
            from,
            to,
            text,
            ...(fate === undefined ? {} : { fate }),
          })),
        }),
    os,
  };
}

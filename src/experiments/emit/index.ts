/** What few runs need: loaded by those commands alone, apart from the rest of the folder. */
export { emitC } from './emit-c.ts';
export { emitPython } from './emit-python.ts';
export { writePcap } from './pcap.ts';

import { ensureBinaries, hasApiServer } from './binaries.ts';

/** Builds the control plane before a suite, so that no test has to wait for it. */
export function setup(): void {
  if (hasApiServer()) ensureBinaries();
}

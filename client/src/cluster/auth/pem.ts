import { readFile } from 'node:fs/promises';
import { ClusterFailure } from '../failure.ts';
import type { Pem } from '../kubeconfig/kubeconfig.ts';

/** PEM data of a kubeconfig, read from its file if it has one. */
export async function readPem(pem: Pem | undefined): Promise<Buffer | undefined> {
  if (pem?.data) return pem.data;
  if (!pem?.file) return undefined;
  return readFile(pem.file).catch((error: unknown) => {
    const message = `The file ${pem.file} that the kubeconfig names cannot be read.`;
    throw new ClusterFailure('config', message, 'Correct its path in the kubeconfig, or bring it back.', {
      cause: error,
    });
  });
}

import { build } from '../../scripts/build.ts';

/** Tests of the bundles test the code as it is now. `npm test` has built it already. */
export default async function buildBundles(): Promise<void> {
  if (process.env['KUBE_GUARDRAILS_BUILT'] !== '1') await build();
}

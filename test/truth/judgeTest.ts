import { serverTest } from '../harness/cluster/serverTest.ts';
import { Judge } from './judge.ts';

/** A test that asks a running API server. */
function judgeTest(base: ReturnType<typeof serverTest>) {
  return base.extend<{ readonly judge: Judge }>({
    judge: async ({ server }, use) => {
      const judge = new Judge(server);
      await judge.discover();
      await use(judge);
    },
  });
}

export const test = judgeTest(serverTest());

/** Its server holds pods to the Pod Security Standard of their namespace. */
export const podSecurityTest = judgeTest(serverTest({ podSecurity: true }));

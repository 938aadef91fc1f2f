/** Milliseconds for which this thread's processor was busy with it: unlike the time on the clock they stay alike on a busy machine. */
export function processorTime(run: () => void): number {
  const begun = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(begun);
  return (user + system) / 1000;
}

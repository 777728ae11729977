/** How much this process has worked: it does not count what others do on the machine meanwhile. */

/** Seconds of processor time, of all threads together. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

import { describe, expect, it } from 'vitest';
import { openTerminal } from './terminal';

const { run } = openTerminal();

describe('The help of the command line', () => {
  it('says of every command what it does, what its options mean and how it ends', async () => {
    const { out } = await run('--help');
    const names = [...out.matchAll(/^ {2}node dist\/cli\.js (\S+)/gm)].map(([, name]) => name);
    expect(names).toContain('tokens');
    const helps = await Promise.all(names.map((name) => run(name, '--help')));
    for (const [n, help] of helps.entries()) {
      const [usage, , what, ...rest] = help.out.split('\n');
      expect(help.code, names[n]).toBe(0);
      expect(what, names[n]).toMatch(/^[A-Z].*[.,]/);
      for (const [option] of usage.matchAll(/--[a-z-]+/g)) {
        expect(rest.join('\n'), `${names[n]} ${option}`).toContain(option);
      }
      expect(rest.join('\n'), names[n]).toMatch(/^Exit code 0: done.*; 2: bad usage or input\.$/m);
    }
  });
});

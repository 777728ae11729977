/** Two windows on one text: what one learns, trains or deletes, the other has, may not, or loses. */
import assert from 'node:assert/strict';
import type { Scenario } from '../stage/scenario';
import type { Workbench } from '../stage/workbench';

const scenario: Scenario = {
  title: 'Two windows',
  legs: ['newest'],
  stage: 'shared',
  async play({ workbench, step }) {
    let other: Workbench;
    const ready = /Gatescope ready · ppl \d/;

    await step('has in the one what was trained in the other', async () => {
      await workbench.open('shakespeare.txt');
      other = await workbench.anotherWindow();
      await other.open('shakespeare.txt');
      assert.equal(await other.statusBarText(), 'Gatescope');
      await workbench.palette('Gatescope: Train on This File');
      await workbench.statusBarText(ready, { timeout: 60_000 });
      await other.statusBarText(ready, { timeout: 60_000 });
      assert.match(await other.hover('further'), /bits of surprise/);
    });

    await step('refuses to train it in both at once', async () => {
      await workbench.notification(/is ready/, { timeout: 60_000 });
      await workbench.clearNotifications();
      await workbench.palette('Gatescope: Train on This File');
      await workbench.statusBarText(/Gatescope \d+%/, { timeout: 30_000 });
      await other.palette('Gatescope: Train on This File');
      await other.notification(/another window/);
      await other.clearNotifications();
      await other.statusBarText(ready);
    });

    await step('reads with the newer weights in both', async () => {
      const now = await workbench.statusBarText(ready, { timeout: 60_000 });
      await workbench.notification(/is ready/, { timeout: 60_000 });
      await other.statusBarText(new RegExp(now.replace(/.*(ppl [\d.]+).*/, '$1')), {
        timeout: 30_000,
      });
    });

    await step('loses in the one what is deleted in the other, and says nothing', async () => {
      await other.palette("Gatescope: Delete This File's Model");
      await other.page.getByRole('button', { name: 'Delete', exact: true }).click();
      await other.statusBarText(/^Gatescope$/);
      await workbench.clearNotifications();
      await workbench.statusBarText(/^Gatescope$/);
      assert.deepEqual(await workbench.notifications(), []);
    });
  },
};
export default scenario;

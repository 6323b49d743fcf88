import { apply } from '../../../../build/setup/linux/apply.ts';
import { planLinux } from '../../../../build/setup/linux/plan.ts';
import { release } from '../../../../build/setup/linux/release.ts';
import { revert } from '../../../../build/setup/linux/revert.ts';
import { openSite, readMachine } from '../../../../build/setup/linux/site.ts';

/* A process of its own that is ended by SIGKILL at its n-th fsync: `killed.ts apply|revert|release ROOT N`. */

const [verb, root = '', at] = process.argv.slice(2);
let left = Number(at);
const site = openSite(root, {
  barrier: () => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
if (verb === 'apply') apply(site, planLinux(readMachine(site.root)));
else if (verb === 'release') await release(site);
else revert(site);

// Waits for a condition, and says whether it came true in time.
import { setTimeout } from 'node:timers/promises';

export async function until(check, seconds = 90) {
  const deadline = Date.now() + seconds * 1_000;
  while (!(await check())) {
    if (Date.now() > deadline) {
      return false;
    }
    await setTimeout(50);
  }
  return true;
}

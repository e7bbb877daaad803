// One scenario with one hub and all clients, each of which goes on until it fails.
import { Server } from '../server.js';
import { Client } from './client.js';
import { Failure } from './failure.js';

// Pages of any local origin may subscribe.
const CORS = { QUARKUS_HTTP_CORS_ENABLED: 'true', QUARKUS_HTTP_CORS_ORIGINS: '/http://127.0.0.1:.*/' };

export class Trial {
  // The reason for each client that has failed, by its name.
  failures = new Map();
  #title;

  static async run(scenario, entries) {
    const trial = new Trial();
    trial.#title = scenario.column;
    trial.hub = await Server.start({ ...CORS, ...scenario.settings });
    trial.clients = await Promise.all(entries.map((entry) => Client.start(entry, trial.hub)));
    try {
      await trial.each((client) => client.comesBack(0));
      await scenario.play(trial);
    } finally {
      await Promise.all(trial.clients.map((client) => client.stop()));
      await trial.hub.stop();
    }
    return trial;
  }

  // Takes a step with all clients at once, but for those that have failed.
  async each(step) {
    const running = this.clients.filter((client) => !this.failures.has(client.name));
    await Promise.all(running.map((client) => this.#take(step, client)));
  }

  async #take(step, client) {
    try {
      await step(client);
    } catch (error) {
      if (!(error instanceof Failure)) {
        throw error;
      }
      this.failures.set(client.name, error.reason);
      console.log(`${this.#title}, ${client.name}: ${error.message}`);
    }
  }
}

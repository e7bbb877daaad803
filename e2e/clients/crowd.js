// Streams that do nothing but be there.
import { connect } from 'node:net';
import { once } from 'node:events';

export class Crowd {
  #sockets = [];

  static async join(hub, size) {
    const crowd = new Crowd();
    for (let i = 0; i < size; i++) {
      const socket = connect(hub.port, 'localhost').on('error', () => {});
      socket.write('GET /topics/crowd HTTP/1.1\r\nHost: hub\r\n\r\n');
      await once(socket, 'data');
      socket.resume();
      crowd.#sockets.push(socket);
    }
    return crowd;
  }

  leave() {
    this.#sockets.forEach((socket) => socket.destroy());
  }
}

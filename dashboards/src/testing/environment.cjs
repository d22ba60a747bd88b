const { TestEnvironment } = require('jest-environment-jsdom');

/** Grafana's packages want a browser, and the servers that boards are tested beside are asked by Node.js. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, {
      fetch,
      Headers,
      Request,
      Response,
      clearInterval,
      clearTimeout,
      setInterval,
      setTimeout,
      TextDecoder,
      TextEncoder,
      setImmediate,
      structuredClone,
    });
  }
};

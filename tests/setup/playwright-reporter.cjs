const tell = require('./tell.cjs');

/**
 * Tells how many tests of Playwright passed and failed. What fails outside of tests, such as a server that does not
 * start, counts as one failure, and so does a run that found nothing to do, or was cut off.
 */
module.exports = class PlaywrightReporter {
  #tests = [];

  onBegin(_config, suite) {
    this.#tests = suite.allTests();
  }

  onEnd({ status }) {
    const count = (...outcomes) => this.#tests.filter((test) => outcomes.includes(test.outcome())).length;
    const passed = count('expected', 'flaky');
    const failed = count('unexpected');
    const isWhole = status === 'passed' && passed > 0;
    tell(passed, failed === 0 && !isWhole ? 1 : failed);
  }

  printsToStdio() {
    return false;
  }
};

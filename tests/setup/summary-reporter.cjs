/**
 * Prints `N passed, N failed` as the last line of a run. A suite that could not even start counts as one failure,
 * and so does a run that found nothing to do: both would otherwise read as a success.
 */
module.exports = class SummaryReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const nothingRan = results.numTotalTests === 0 && failed === 0;
    const line = `${results.numPassedTests} passed, ${nothingRan ? 1 : failed} failed\n`;
    // jest's own summary comes after the last reporter, whatever their order in the configuration.
    process.once('exit', () => process.stdout.write(line));
  }
};

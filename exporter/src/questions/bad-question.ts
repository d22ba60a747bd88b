/** A question that cannot be answered as it was put. Its parts are safe to show to whoever asked. */
export class BadQuestion extends Error {
  /** The part of the question that is wrong. */
  readonly field: string;
  /** What is wrong with it, as half a sentence: "is no date". */
  readonly problem: string;
  /** A value that would do. */
  readonly example: string;

  constructor(field: string, problem: string, example: string) {
    super(`${field} ${problem}; for example ${example}`);
    this.name = 'BadQuestion';
    this.field = field;
    this.problem = problem;
    this.example = example;
  }
}

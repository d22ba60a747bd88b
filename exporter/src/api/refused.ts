/** A question that whoever asks may not ask; the message says why, to a person. */
export class Refused extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'Refused';
  }
}
